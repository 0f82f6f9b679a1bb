import { Person, type AddedTask } from '../support/person.js';
import { audience } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();

const unknownTask = '/tasks/0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11';

/** Somebody with a task, and the same person with a token that may do less. */
async function limited(scope: string): Promise<{ all: Person; some: Person; task: AddedTask }> {
  const all = new Person(running);
  const task = await all.add();
  return { all, some: new Person(running, scope, all.id), task };
}

describe('a token that may only read', () => {
  it.each([
    ['a good body', 'POST', '/tasks', newTask(), {}],
    ['a bad body', 'POST', '/tasks', newTask({ title: 7, owner: 'me' }), {}],
    ['a body that is no object', 'POST', '/tasks', [], {}],
    ['no body', 'POST', '/tasks', undefined, {}],
    ['an unknown query parameter', 'POST', '/tasks?page=2', newTask(), {}],
    ['a broken Idempotency-Key', 'POST', '/tasks', newTask(), { 'idempotency-key': 'a b' }],
    ['a good change', 'PATCH', ':mine', { title: 'a' }, {}],
    ['a bad change', 'PATCH', ':mine', { title: '' }, {}],
    ['an empty change', 'PATCH', ':mine', {}, {}],
    ['an If-Match that does not hold', 'PATCH', ':mine', { title: 'a' }, { 'if-match': '"9"' }],
    ['an id that nobody has', 'PATCH', unknownTask, { title: 'a' }, {}],
    ['what is no id', 'PATCH', '/tasks/none', { title: 'a' }, {}],
    ['its own task', 'DELETE', ':mine', undefined, {}],
    ['an id that nobody has', 'DELETE', unknownTask, undefined, {}],
    ['what is no id', 'DELETE', '/tasks/none', undefined, {}],
    ['an unknown query parameter', 'DELETE', ':mine?page=2', undefined, {}],
  ])('is answered 403 for %s: %s %s', async (_, method, path, body, headers) => {
    const { all, some, task } = await limited('tasks.read');
    const answer = await some.send(method, path.replace(':mine', task.path), body, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain(
      `scope="https://contoso.onmicrosoft.com/${audience}/tasks.write"`,
    );
    expect(answer.body['errors']).toBeUndefined();
    expect((await all.get(task.path)).headers.get('etag')).toBe(task.tag);
  });

  it('reads', async () => {
    const { some, task } = await limited('tasks.read');
    expect((await some.get('/tasks')).status).toBe(200);
    expect((await some.get(task.path)).status).toBe(200);
  });
});

describe('a token that may only write', () => {
  it.each([
    ['a good query', '/tasks'],
    ['a bad query', '/tasks?limit=0&page=2'],
    ['its own task', ':mine'],
    ['an id that nobody has', unknownTask],
    ['what is no id', '/tasks/none'],
  ])('is answered 403 for %s: %s', async (_, path) => {
    const { some, task } = await limited('tasks.write');
    const answer = await some.get(path.replace(':mine', task.path), { 'if-none-match': '*' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain(
      `scope="https://contoso.onmicrosoft.com/${audience}/tasks.read"`,
    );
    expect(answer.body['errors']).toBeUndefined();
  });

  it('writes', async () => {
    const { some } = await limited('tasks.write');
    const { path } = await some.add();
    expect((await some.send('PATCH', path, { status: 'done' })).status).toBe(200);
    expect((await some.send('DELETE', path)).status).toBe(204);
  });
});
