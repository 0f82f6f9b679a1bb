import { startProvider } from '../../support/provider.js';
import { ThreeProviders } from '../../support/three-providers.js';

const three = ThreeProviders.use();
const ada = 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11';
const body = { title: 'The same person' };

const tasksOf = async (token: Promise<string>) =>
  (await three.api.call<{ items: readonly unknown[] }>('/tasks', { token })).body.items.length;
const addTask = (token: Promise<string>) =>
  three.api.call('/tasks', { method: 'POST', token, body });

it('are the same person through B2C and External ID of one tenant', async () => {
  await addTask(three.token('customers'));
  expect(await tasksOf(three.token('new-customers'))).toBe(1);
  await addTask(three.token('new-customers'));
  expect(await tasksOf(three.token('customers'))).toBe(2);
  expect(await tasksOf(three.token('staff', { oid: 'somebody-else' }))).toBe(0);
});

it('are somebody else where only the object id is the same', async () => {
  await using elsewhere = await startProvider({ tenantId: '0d7a1f4e-5a63-4b1c-9c40-8a1b6a2f9e77' });
  const variables = { ...three.api.databaseVariables, CUSTOMERS_AUTHORITY_HOST: elsewhere.origin };
  const api = await (await three.startApi(variables)).whenAllKeysAreThere();
  const token = elsewhere.token({ id: ada });
  const answer = await api.call<{ items: readonly unknown[] }>('/tasks', { token });
  expect(answer.status).toBe(200);
  expect(answer.body.items).toEqual([]);
  await api.close();
});

it('keep what they had in a former tenant, by the claim that says so', async () => {
  const oid = 'bbbbbbbb-1111-4111-8111-111111111111';
  const formerObjectId = 'CCCCCCCC-1111-4111-8111-111111111111';
  const moved = three.token('new-customers', { oid, formerObjectId });
  await addTask(moved);
  expect(await tasksOf(moved)).toBe(1);
  expect(await tasksOf(three.token('new-customers', { oid }))).toBe(0);
  const lower = formerObjectId.toLowerCase();
  const samePerson = three.token('new-customers', { oid: 'x', formerObjectId: lower });
  expect(await tasksOf(samePerson)).toBe(1);
});

it.each(['', 'x', null, 7, [], ['CCCCCCCC-1111-4111-8111-111111111111'], `{${ada}}`])(
  'are refused with a former object id of %j',
  async (formerObjectId) => {
    const token = three.token('new-customers', { formerObjectId });
    expect(await three.outcomeOf(token)).toBe('former_owner by new-customers');
  },
);

it('do not come from the claim in tokens of other providers', async () => {
  const formerObjectId = 'dddddddd-1111-4111-8111-111111111111';
  const oid = 'eeeeeeee-1111-4111-8111-111111111111';
  await addTask(three.token('new-customers', { oid, formerObjectId }));
  const [inB2c, ofStaff] = [
    three.token('customers', { oid, sub: oid, formerObjectId }),
    three.token('staff', { oid: 'staff', formerObjectId }),
  ];
  expect([await tasksOf(inB2c), await tasksOf(ofStaff)]).toEqual([0, 0]);
});
