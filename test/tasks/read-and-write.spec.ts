import { faultPaths, Person, type Page } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();

const full = {
  title: 'Book a room',
  description: 'For eight people,\n\twith a screen. Ω 😀 \u202e',
  status: 'in_progress',
  dueAt: '2027-01-31T18:00:00.000Z',
};

it('gives a created task back as it was sent, with what was left out filled in', async () => {
  const person = new Person(running);
  const created = await person.send('POST', '/tasks', newTask({ title: '  Water the plants ' }));
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    id: expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
    title: 'Water the plants',
    description: null,
    status: 'open',
    dueAt: null,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: created.body['createdAt'],
  });
  expect(created.headers.get('location')).toBe(`/tasks/${String(created.body['id'])}`);
  const found = await person.get(created.headers.get('location') ?? '');
  expect(found.status).toBe(200);
  expect(found.body).toEqual(created.body);
  expect(found.headers.get('etag')).toBe(created.headers.get('etag'));
});

it('keeps every property that was sent', async () => {
  const person = new Person(running);
  const task = await person.add(full);
  expect(task).toMatchObject(full);
  expect((await person.get(task.path)).body).toMatchObject(full);
});

it('lists tasks as it gives them one by one', async () => {
  const person = new Person(running);
  const { path } = await person.add(full);
  const { status, body } = await person.get<Page>('/tasks');
  expect(status).toBe(200);
  expect(body).toEqual({ items: [(await person.get(path)).body], nextCursor: null });
});

it('finds a task whatever the case of its id', async () => {
  const person = new Person(running);
  const { id } = await person.add();
  expect((await person.get(`/tasks/${id.toUpperCase()}`)).status).toBe(200);
});

it.each([
  { title: 'Another' },
  { description: 'More' },
  { description: null },
  { description: '' },
  { status: 'done' },
  { dueAt: '2028-02-29T00:00:00.000Z' },
  { dueAt: null },
  { title: 'Another', description: null, status: 'open', dueAt: null },
])('changes what is named and nothing else: %j', async (change) => {
  const person = new Person(running);
  const { path, tag, ...task } = await person.add(full);
  const changed = await person.send('PATCH', path, change);
  expect(changed.status).toBe(200);
  expect(changed.body).toEqual({ ...task, ...change, updatedAt: expect.any(String) });
  expect(String(changed.body['updatedAt']) >= task.createdAt).toBe(true);
  expect(changed.headers.get('etag')).not.toBe(tag);
  const found = await person.get(path);
  expect(found.body).toEqual(changed.body);
  expect(found.headers.get('etag')).toBe(changed.headers.get('etag'));
});

it('refuses a change of nothing', async () => {
  const person = new Person(running);
  const { path, tag } = await person.add();
  const refused = await person.send('PATCH', path, {});
  expect(refused.status).toBe(400);
  expect(faultPaths(refused)).toEqual(['']);
  expect((await person.get(path)).headers.get('etag')).toBe(tag);
});

it('deletes a task for good', async () => {
  const person = new Person(running);
  const { path } = await person.add();
  const kept = await person.add();
  const deleted = await person.send('DELETE', path);
  expect(deleted.status).toBe(204);
  expect(deleted.body).toBe('');
  for (const method of ['GET', 'DELETE']) {
    expect((await person.send(method, path)).status).toBe(404);
  }
  expect((await person.send('PATCH', path, { title: 'Back' })).status).toBe(404);
  const { body } = await person.get<Page>('/tasks');
  expect(body.items.map(({ id }) => id)).toEqual([kept.id]);
});

it('says nothing of a task that is not there but that', async () => {
  const person = new Person(running);
  const { status, headers, body } = await person.get('/tasks/0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toEqual({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'There is no such task.',
    message: 'There is no such task.',
    requestId: headers.get('x-request-id'),
  });
});

it.each([101, 1_000, 4_000])('says the same of an id of %i characters', async (length) => {
  const person = new Person(running);
  expect((await person.get(`/tasks/${'a'.repeat(length)}`)).status).toBe(404);
  expect((await running.api.call(`/tasks/${'a'.repeat(length)}`)).status).toBe(401);
});

it('never says that a task was changed before it was made, though the clock was set back', async () => {
  const person = new Person(running);
  const { path } = await person.add();
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 30_000);
  const { body } = await person.send('PATCH', path, { status: 'done' });
  clock.mockRestore();
  const { createdAt, updatedAt } = body as { createdAt: string; updatedAt: string };
  expect(updatedAt).toBe(createdAt);
});

it('lets nobody keep an answer in a cache', async () => {
  const person = new Person(running);
  const { path, tag } = await person.add();
  const answers = [
    await person.get('/tasks'),
    await person.get(path),
    await person.get(path, { 'if-none-match': tag }),
    await person.send('PATCH', path, { status: 'done' }),
    await person.send('PATCH', path, {}),
    await person.send('DELETE', path),
    await person.get(path),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 304, 200, 400, 204, 404]);
  const policies = answers.map(({ headers }) => headers.get('cache-control'));
  expect(policies).toEqual(answers.map(() => 'no-store'));
});
