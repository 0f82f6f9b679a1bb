import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Database } from '../../src/database/index.js';
import { storage as layout } from '../../src/resources.js';
import type { Api } from '../support/api.js';
import { useEmbeddedStorage } from '../support/embedded-storage.js';
import { Person, type Page } from '../support/person.js';
import { newTask } from '../support/task-body.js';

const used = useEmbeddedStorage();

const migrationsIn = (api: Api) =>
  api.log.map(({ msg }) => msg).filter((msg) => String(msg).startsWith('migrated: '));

const migrations = Object.keys(layout.migrations)
  .toSorted()
  .map((name) => `migrated: ${name}`);

const key = { 'idempotency-key': 'rent' };
const body = newTask();

it('applies the migrations at the first start, and none at the next', async () => {
  const { storage } = used;
  const first = await storage.startReady();
  expect(migrationsIn(first.api)).toEqual(migrations);
  await storage.stop(first);
  const second = await storage.startReady();
  expect(migrationsIn(second.api)).toEqual([]);
});

it('keeps tasks, their versions and idempotency keys over a restart', async () => {
  const { storage } = used;
  const first = await storage.startReady();
  const before = new Person(first);
  const { path } = await before.add({ title: 'Stay', dueAt: '2027-01-31T17:00:00Z' });
  const changed = await before.send('PATCH', path, { status: 'done' });
  const created = await before.send('POST', '/tasks', body, key);
  await storage.stop(first);

  const after = new Person(await storage.startReady(), undefined, before.id);
  const found = await after.get(path);
  expect(found.body).toEqual(changed.body);
  expect(found.headers.get('etag')).toBe(changed.headers.get('etag'));
  expect((await after.send('POST', '/tasks', body, key)).body).toEqual(created.body);
  expect((await after.get<Page>('/tasks')).body.items).toHaveLength(2);
});

it('writes ahead and through to the disk, so that what was answered is kept', async () => {
  const { api } = await used.storage.startReady();
  const { db } = api.nest.get(Database);
  const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  expect(journal.rows).toEqual([{ journal_mode: 'wal' }]);
  const full = 2; // https://www.sqlite.org/pragma.html#pragma_synchronous
  const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  expect(synchronous.rows).toEqual([{ synchronous: full }]);
});

it('lets two processes start at once on an empty folder and see each other’s tasks', async () => {
  const { storage } = used;
  const both = await Promise.all([storage.start(), storage.start()]);
  await Promise.all(both.map(({ api }) => api.whenReady()));
  expect(both.flatMap(({ api }) => migrationsIn(api))).toEqual(migrations);

  const [one, other] = [new Person(both[0]), new Person(both[1])];
  const same = new Person(both[1], undefined, one.id);
  const { path, tag } = await one.add();
  expect((await same.get(path)).headers.get('etag')).toBe(tag);
  expect((await same.send('PATCH', path, { status: 'done' })).status).toBe(200);
  expect((await one.get(path)).body).toMatchObject({ status: 'done' });
  expect((await other.get(path)).status).toBe(404);
});

it('lets one of two processes win when they race for one key or one version', async () => {
  const { storage } = used;
  const one = new Person(await storage.startReady());
  const same = new Person(await storage.startReady(), undefined, one.id);
  const racers = [one, same, one, same, one, same];

  const created = await Promise.all(
    racers.map((person) => person.send('POST', '/tasks', body, key)),
  );
  expect(created.map(({ status }) => status)).toEqual(racers.map(() => 201));
  expect(new Set(created.map((answer) => answer.body['id'])).size).toBe(1);

  const path = created[0]?.headers.get('location') ?? '';
  const tag = created[0]?.headers.get('etag') ?? '';
  const changed = await Promise.all(
    racers.map((person) => person.send('PATCH', path, { status: 'done' }, { 'if-match': tag })),
  );
  expect(changed.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...racers.slice(1).map(() => 412),
  ]);
});

it('makes the folder when it is missing', async () => {
  const { storage } = used;
  const running = await storage.start(join(storage.directory, 'not', 'yet', 'there'));
  await running.api.whenReady();
  const person = new Person(running);
  expect((await person.get((await person.add()).path)).status).toBe(200);
});

it('does not start when a migration fails, and leaves the database as it was', async () => {
  const { storage } = used;
  const tables = () =>
    storage
      .connect()
      .prepare("select name from sqlite_master where name like '%key%' or name = 'task'")
      .all();
  storage.connect().exec('create table idempotency_key (something_else text)');
  await expect(storage.start()).rejects.toMatchObject({
    message: expect.stringContaining('idempotency_key'),
  });
  expect(tables()).toEqual([{ name: 'idempotency_key' }]);
});

describe('while its folder cannot be used', () => {
  it('is alive and not ready, and recovers by itself', async () => {
    const { storage } = used;
    const directory = join(storage.directory, 'data');
    writeFileSync(directory, 'a file in the way of the folder');
    const running = await storage.start(directory);
    const { api } = running;
    expect((await api.call('/health/live')).status).toBe(200);
    const ready = await api.call('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body['detail']).toContain('database');
    const person = new Person(running);
    const refused = await person.get('/tasks');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);

    rmSync(directory);
    mkdirSync(directory);
    await api.whenReady();
    const { path } = await person.add();
    expect((await person.get(path)).status).toBe(200);
  }, 15_000);
});
