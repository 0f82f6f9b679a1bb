import { faultPaths, Person, type Page } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();

const unknown = [
  ['page=2', 'page'],
  ['Limit=1', 'Limit'],
  ['owner=somebody', 'owner'],
  ['id', 'id'],
  ['=', ''],
  ['limit[]=1', 'limit[]'],
  ['limit%00=1', 'limit\0'],
  ['%F0%9F%98%80=1', '😀'],
  ['toString=1', 'toString'],
  ['constructor=1', 'constructor'],
  ['prototype=1', 'prototype'],
  ['__proto__=1', '__proto__'],
  ['page=1&page=2', 'page'],
] as const;

describe.each([
  ['GET', '/tasks', undefined],
  ['POST', '/tasks', newTask()],
  ['GET', '/tasks/:id', undefined],
  ['PATCH', '/tasks/:id', { title: 'Changed' }],
  ['DELETE', '/tasks/:id', undefined],
])('%s %s', (method, route, body) => {
  it.each(unknown)('refuses what it does not know, and does nothing: %s', async (query, name) => {
    const person = new Person(running);
    const { path, tag: _, ...task } = await person.add();
    const address = route === '/tasks' ? route : path;
    const answer = await person.send(method, `${address}?${query}`, body);
    expect(answer.status).toBe(400);
    expect(faultPaths(answer)).toEqual([name]);
    expect((await person.get<Page>('/tasks')).body.items).toEqual([task]);
  });

  it('names all unknown parameters at once', async () => {
    const person = new Person(running);
    const { path } = await person.add();
    const address = route === '/tasks' ? route : path;
    const answer = await person.send(method, `${address}?b=1&a=2&c`, body);
    expect(answer.status).toBe(400);
    expect(faultPaths(answer)).toEqual(['a', 'b', 'c']);
  });
});

it.each(['limit=1', 'cursor=', 'status=open', 'sort=dueAt'])(
  'knows %s for the list only',
  async (query) => {
    const person = new Person(running);
    const { path } = await person.add();
    expect((await person.get(`${path}?${query}`)).status).toBe(400);
    expect((await person.send('DELETE', `${path}?${query}`)).status).toBe(400);
    expect((await person.get(path)).status).toBe(200);
  },
);

it.each([
  'limit=1&limit=1',
  'cursor=a&cursor=b',
  'status=open&status=done',
  'sort=dueAt&sort=dueAt',
])('refuses a parameter that is given twice: %s', async (query) => {
  const answer = await new Person(running).get(`/tasks?${query}`);
  expect(answer.status).toBe(400);
  const [path = ''] = query.split('=');
  expect(answer.body['errors']).toEqual([{ path, message: 'must be given once' }]);
});

it.each([
  ['limit', ''],
  ['limit', '0'],
  ['limit', '101'],
  ['limit', '-1'],
  ['limit', '+1'],
  ['limit', '1.5'],
  ['limit', '1e1'],
  ['limit', '010'],
  ['limit', '0x10'],
  ['limit', ' 5'],
  ['limit', '5\n'],
  ['limit', '٣'],
  ['limit', 'ten'],
  ['limit', '9'.repeat(400)],
  ['status', ''],
  ['status', 'closed'],
  ['status', 'OPEN'],
  ['status', 'open,done'],
  ['status', 'open\0'],
  ['sort', ''],
  ['sort', 'title'],
  ['sort', '+createdAt'],
  ['sort', 'createdat'],
  ['sort', '--createdAt'],
  ['sort', 'createdAt,dueAt'],
  ['sort', 'constructor'],
])('refuses %s of %j', async (name, value) => {
  const answer = await new Person(running).get(`/tasks?${name}=${encodeURIComponent(value)}`);
  expect(answer.status).toBe(400);
  expect(faultPaths(answer)).toEqual([name]);
});

it('names all faults of a query at once', async () => {
  const answer = await new Person(running).get('/tasks?limit=0&status=closed&sort=title&page=2');
  expect(answer.status).toBe(400);
  expect(faultPaths(answer)).toEqual(['limit', 'page', 'sort', 'status']);
});

it.each(['%', '%zz', '%ED%A0%80', '%FF'])(
  'takes escapes that are none for no status: %s',
  async (value) => {
    expect((await new Person(running).get(`/tasks?status=${value}`)).status).toBe(400);
  },
);

it.each(['limit=1', 'limit=100', 'status=open', 'sort=-dueAt', 'limit=%31', 's%6Frt=dueAt', ''])(
  'accepts %s',
  async (query) => {
    const person = new Person(running);
    const { id } = await person.add();
    const { status, body } = await person.get<Page>(`/tasks?${query}`);
    expect(status).toBe(200);
    expect(body.items.map((task) => task.id)).toEqual([id]);
  },
);
