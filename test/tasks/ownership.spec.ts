import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Answer } from '../support/api.js';
import { Person, type Page } from '../support/person.js';
import { policyName, tenantId } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const edit = 'B2C_1_editprofile';
const running = useRunningApi({ policies: [policyName, edit] });

/** All that two answers could be told apart by, save what differs between any two requests. */
function visible({ status, headers, body }: Answer) {
  const names = [...headers.keys()].filter((name) => name !== 'date' && name !== 'x-request-id');
  const { requestId: _, ...rest } = body;
  return { status, headers: names.map((name) => [name, headers.get(name)]), body: rest };
}

describe.each([
  ['GET', undefined],
  ['PATCH', { title: 'Mine now' }],
  ['DELETE', undefined],
])('%s', (method, body) => {
  it.each<Readonly<Record<string, string>>>([
    {},
    { 'if-match': '*' },
    { 'if-match': '"1"' },
    { 'if-match': '"2"' },
    { 'if-none-match': '*' },
    { 'if-none-match': '"1"' },
  ])('answers 404 for a task of somebody else, as for one that never was: %j', async (headers) => {
    const owner = new Person(running);
    const task = await owner.add();
    const other = new Person(running);
    const refused = await other.send(method, task.path, body, headers);
    expect(refused.status).toBe(404);
    const never = await other.send(method, `/tasks/${uuidv7()}`, body, headers);
    expect(visible(refused)).toEqual(visible(never));
    const found = await owner.get(task.path);
    expect(found.body).toMatchObject({ title: task.title });
    expect(found.headers.get('etag')).toBe(task.tag);
  });
});

it.each([
  '',
  'none',
  '198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11',
  '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a110',
  '0198c5a47d1e7cc09f3b5f0c5c7d2a11',
  "' or 1=1 --",
  '%00',
  '%F0%9F%98%80',
])('answers 404 for what is not even an id: %j', async (id) => {
  const person = new Person(running);
  await person.add();
  const path = `/tasks/${id.includes('%') ? id : encodeURIComponent(id)}`;
  expect((await person.send('PATCH', path, { title: 'Mine now' })).status).toBe(404);
  expect((await person.send('DELETE', path)).status).toBe(404);
});

it.each(['', '&sort=createdAt', '&sort=dueAt', '&sort=-dueAt', '&status=open'])(
  'lists nobody else’s tasks: limit=100%s',
  async (query) => {
    const [owner, other] = [new Person(running), new Person(running)];
    await other.add();
    const task = await owner.add();
    const { body } = await owner.get<Page>(`/tasks?limit=100${query}`);
    expect(body.items.map(({ id }) => id)).toEqual([task.id]);
  },
);

it('shows nobody else’s tasks to whoever comes with somebody else’s cursor', async () => {
  const [owner, other] = [new Person(running), new Person(running)];
  const mine = await other.add();
  await owner.add();
  await owner.add();
  const { body: first } = await owner.get<Page>('/tasks?limit=1');
  const { body } = await other.get<Page>(`/tasks?cursor=${first.nextCursor}`);
  expect(body).toEqual({ items: [expect.objectContaining({ id: mine.id })], nextCursor: null });
});

it.each(['owner', 'oid', 'sub', 'tid', 'user', 'userId'])(
  'never takes the owner from the body: refuses %s',
  async (name) => {
    const [owner, other] = [new Person(running), new Person(running)];
    const task = await owner.add();
    for (const value of [other.id, `${tenantId}|${other.id}`]) {
      const created = await owner.send('POST', '/tasks', newTask({ [name]: value }));
      expect(created.status).toBe(400);
      const changed = await owner.send('PATCH', task.path, newTask({ [name]: value }));
      expect(changed.status).toBe(400);
    }
    expect((await other.get<Page>('/tasks')).body.items).toEqual([]);
  },
);

describe('a token', () => {
  const call = (path: string, claims: Record<string, unknown>, policy = policyName) =>
    running.api.call(path, { token: running.provider.token({ policy, claims }) });

  it('with a sub only owns the tasks of that sub', async () => {
    const person = new Person(running);
    const { path } = await person.add();
    expect((await call(path, { oid: undefined, sub: person.id })).status).toBe(200);
    expect((await call(path, { oid: undefined, sub: randomUUID() })).status).toBe(404);
  });

  it('with both owns the tasks of its oid, whatever its sub', async () => {
    const person = new Person(running);
    const { path } = await person.add();
    expect((await call(path, { oid: person.id, sub: randomUUID() })).status).toBe(200);
    expect((await call(path, { oid: randomUUID(), sub: person.id })).status).toBe(404);
  });

  it('owns nothing through its name or addresses', async () => {
    const person = new Person(running);
    const { path } = await person.add();
    const claims = { name: person.id, emails: [person.id], email: person.id, upn: person.id };
    expect((await call(path, { ...claims, oid: randomUUID(), sub: 'other' })).status).toBe(404);
  });

  it('owns the same tasks whichever user flow it was issued by', async () => {
    const person = new Person(running);
    const { path } = await person.add();
    expect((await call(path, { oid: person.id }, edit)).status).toBe(200);
  });

  it('tells ids apart by case', async () => {
    const person = new Person(running);
    const { path } = await person.add();
    const id = person.id.toUpperCase();
    expect((await call(path, { oid: id, sub: id })).status).toBe(404);
  });

  it.each([
    ['long', 'x'.repeat(255)],
    ['of emoji', '😀'.repeat(127)],
    ['with our own separator', 'a|b'],
    ['that looks like SQL', "';drop table task;--"],
    ['that looks like a pattern', '%_\\'],
  ])('can carry an identifier %s', async (_, oid) => {
    const token = running.provider.token({ claims: { oid } });
    const body = newTask();
    const created = await running.api.call('/tasks', { method: 'POST', token, body });
    expect(created.status).toBe(201);
    expect((await call(created.headers.get('location') ?? '', { oid })).status).toBe(200);
  });
});
