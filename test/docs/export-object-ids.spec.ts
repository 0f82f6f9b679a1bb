import { GraphServer } from '../support/graph-server.js';

const attribute = 'extension_0000aaaa1111bbbb2222cccc3333dddd_B2CObjectId';
const formerTenant = '33333333-3333-4333-8333-333333333333';
const tenant = '44444444-4444-4444-8444-444444444444';
const former = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);
const graph = new GraphServer();

beforeAll(() => graph.up());
afterAll(() => graph.down());

function run(...args: readonly string[]) {
  return graph.run('export-object-ids.mjs', ...args);
}

it('writes a line for each account that has a former object id, over all pages', async () => {
  graph.directory = {
    organization: [{ id: tenant }],
    users: [
      { id: 'new-a', [attribute]: former[0] },
      { id: 'new-b', [attribute]: former[1] },
      { id: 'signed up here', [attribute]: null },
      { id: 'older' },
      { id: 'new-c', [attribute]: former[2] },
    ],
  };
  const { status, stdout, stderr } = await run(attribute, '--former-tenant', formerTenant);
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toEqual([
    `${formerTenant},${former[0]},${tenant},new-a`,
    `${formerTenant},${former[1]},${tenant},new-b`,
    `${formerTenant},${former[2]},${tenant},new-c`,
  ]);
  expect(stderr).toBe('3 written, 2 without the attribute, 0 unusable\n');
});

it('leaves out what is no GUID, and says so', async () => {
  graph.directory = {
    organization: [{ id: tenant }],
    users: [{ id: 'new-a', [attribute]: `${formerTenant},x` }],
  };
  const { status, stdout, stderr } = await run(attribute, '--former-tenant', formerTenant);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('new-a: the attribute holds something else than a GUID');
});

it.each([[[]], [[attribute]], [[attribute, '--former-tenant', 'contoso']]])(
  'explains itself when it is called wrongly: %j',
  async (args) => {
    const { status, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain('usage: ');
  },
);
