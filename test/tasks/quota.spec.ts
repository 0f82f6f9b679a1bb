import { sql } from 'kysely';
import { Database, type QuotaTables } from '../../src/database/index.js';
import { Api, type Answer } from '../support/api.js';
import { Person, type Page } from '../support/person.js';
import { logLineOf } from '../support/refusals.js';
import { useRunningApi, type RunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const maxTasks = 5;
const running = useRunningApi({ environment: { MAX_TASKS_PER_OWNER: String(maxTasks) } });

const add = (person: Person, fields?: object, key?: string) =>
  person.send('POST', '/tasks', newTask({ ...fields }), key ? { 'idempotency-key': key } : {});

const statusesOf = (answers: readonly Answer[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);

async function fill(person: Person, count = maxTasks): Promise<string[]> {
  const paths: string[] = [];
  while (paths.length < count) {
    paths.push((await person.add()).path);
  }
  return paths;
}

/** Changes what owners may store, for tests that cannot fill it. */
async function setQuota(counted: string, limits: Partial<QuotaTables['owner_quota']>) {
  await running.api.nest
    .get(Database)
    .db.withTables<QuotaTables>()
    .updateTable('owner_quota')
    .set(limits)
    .where('counted', '=', counted)
    .execute();
}

it('refuses one task more than an owner may have, without a challenge', async () => {
  const person = new Person(running);
  await fill(person);
  for (const answer of [await add(person), await add(person, {}, 'one-more')]) {
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      code: 'quota_exceeded',
      detail: 'This would be more tasks than one owner may store.',
    });
    expect(await logLineOf(running, answer)).toMatchObject({ refusal: 'quota_exceeded' });
  }
  expect((await person.get<Page>('/tasks')).body.items).toHaveLength(maxTasks);
});

it('lets an owner change and delete tasks, and then add one again', async () => {
  const person = new Person(running);
  const [first = ''] = await fill(person);
  const change = { title: 'A longer title than before', status: 'done' };
  expect((await person.send('PATCH', first, change)).status).toBe(200);
  expect((await person.send('DELETE', first)).status).toBe(204);
  expect((await add(person)).status).toBe(201);
  expect((await add(person)).status).toBe(403);
});

it('counts for each owner by itself', async () => {
  await fill(new Person(running));
  expect(await fill(new Person(running))).toHaveLength(maxTasks);
});

it('answers a retry of a request that was accepted, however many tasks there are now', async () => {
  const person = new Person(running);
  await fill(person, maxTasks - 1);
  const first = await add(person, {}, 'last');
  const retry = await add(person, {}, 'last');
  expect([first.status, retry.status]).toEqual([201, 201]);
  expect(retry.body).toEqual(first.body);
});

it('does not spend a key on a request that was refused', async () => {
  const person = new Person(running);
  const [first = ''] = await fill(person);
  expect((await add(person, {}, 'again')).status).toBe(403);
  await person.send('DELETE', first);
  expect((await add(person, {}, 'again')).status).toBe(201);
});

describe('of requests that race', () => {
  let other: RunningApi;
  beforeAll(async () => {
    const { provider, api } = running;
    const environment = { ...api.databaseVariables, MAX_TASKS_PER_OWNER: String(maxTasks) };
    other = { provider, api: await Api.start(provider, environment) };
    await other.api.whenReady();
  });
  afterAll(() => other.api.close());

  it('in two processes, as many are accepted as there is room for', async () => {
    const one = new Person(running);
    const same = new Person(other, undefined, one.id);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => add(index % 2 === 0 ? one : same)),
    );
    expect(statusesOf(answers)).toEqual([
      ...Array.from({ length: maxTasks }, () => 201),
      ...Array.from({ length: 24 - maxTasks }, () => 403),
    ]);
    expect((await one.get<Page>('/tasks')).body.items).toHaveLength(maxTasks);
  });

  it('between additions and deletions, the count stays right', async () => {
    const one = new Person(running);
    const same = new Person(other, undefined, one.id);
    const paths = await fill(one);
    await Promise.all([
      ...paths.map((path, index) => (index % 2 === 0 ? one : same).send('DELETE', path)),
      ...paths.map(() => add(one)),
    ]);
    const left = (await one.get<Page>('/tasks')).body.items.length;
    await fill(one, maxTasks - left);
    expect((await add(same)).status).toBe(403);
  });
});

describe('the bound in bytes', () => {
  afterEach(() => setQuota('tasks', { max_bytes: null }));

  it('refuses a task that would exceed it, and a change that makes one longer', async () => {
    const person = new Person(running);
    const task = await person.add({ title: 'four', description: 'ä'.repeat(500) });
    await setQuota('tasks', { max_bytes: 1100 });
    expect((await add(person, { description: 'a'.repeat(500) })).status).toBe(403);
    const longer = await person.send('PATCH', task.path, { description: 'ä'.repeat(600) });
    expect(longer.status).toBe(403);
    expect(longer.body).toMatchObject({ code: 'quota_exceeded' });
    expect((await person.get(task.path)).headers.get('etag')).toBe(task.tag);
    expect((await add(person, { title: 'a' })).status).toBe(201);
  });

  it('never keeps an owner from making less of it, whatever the bound was before', async () => {
    const person = new Person(running);
    const { path } = await person.add({ description: 'a'.repeat(2000) });
    await setQuota('tasks', { max_bytes: 100 });
    expect((await person.send('PATCH', path, { status: 'done' })).status).toBe(200);
    const shorter = await person.send('PATCH', path, { description: 'a'.repeat(1000) });
    expect(shorter.status).toBe(200);
    expect((await person.send('PATCH', path, { description: null })).status).toBe(200);
    expect((await person.send('DELETE', path)).status).toBe(204);
  });
});

it('bounds the idempotency keys of an owner, too', async () => {
  const person = new Person(running);
  await setQuota('idempotency keys', { max_items: 3 });
  const answers: Answer[] = [];
  for (const key of ['a', 'b', 'c', 'd']) {
    const answer = await add(person, {}, key);
    await person.send('DELETE', answer.headers.get('location') ?? '/tasks/none');
    answers.push(answer);
  }
  await setQuota('idempotency keys', { max_items: 20_000 });
  expect(statusesOf(answers)).toEqual([201, 201, 201, 403]);
  expect(answers[3]?.body['detail']).toMatch(/^This would be more idempotency keys/);
  expect((await add(person)).status).toBe(201);
});

it('knows what every owner has, after everything that these tests did', async () => {
  const { db } = running.api.nest.get(Database);
  const counted = await sql`select owner, count(*) as items,
    cast(sum(octet_length(title) + coalesce(octet_length(description), 0)) as bigint) as bytes
    from task group by owner order by owner`.execute(db);
  const kept = await sql`select owner, items, bytes from owner_usage
    where counted = 'tasks' and items > 0 order by owner`.execute(db);
  expect(kept.rows).toEqual(counted.rows);
});
