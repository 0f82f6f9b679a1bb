import { useEmbeddedStorage } from '../support/embedded-storage.js';
import { logLineOf } from '../support/refusals.js';
import { Person } from '../support/person.js';
import { newTask } from '../support/task-body.js';

const used = useEmbeddedStorage();

describe('while another process holds the write lock', () => {
  it.each([
    ['adding a task', 'POST', {}],
    ['adding a task with a key', 'POST', { 'idempotency-key': 'rent' }],
    ['changing a task', 'PATCH', {}],
    ['deleting a task', 'DELETE', {}],
  ])('%s is 503 with Retry-After, and works once it is free', async (_, method, headers) => {
    const running = await used.storage.startReady();
    const person = new Person(running);
    const task = await person.add();
    const path = method === 'POST' ? '/tasks' : task.path;
    const body = method === 'DELETE' ? undefined : newTask();
    const other = used.storage.connect();

    other.exec('begin immediate');
    const refused = await person.send(method, path, body, { ...headers });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(JSON.stringify(refused.body)).not.toMatch(/sqlite|locked/i);
    expect(await logLineOf(running, refused)).toMatchObject({
      refusal: 'database_unavailable',
      cause: 'SQLITE_BUSY: database is locked',
    });
    expect((await person.get(task.path)).headers.get('etag')).toBe(task.tag);
    expect((await running.api.call('/health/live')).status).toBe(200);

    other.exec('rollback');
    const accepted = await person.send(method, path, body, { ...headers });
    expect(accepted.status).toBeLessThan(300);
  });

  it('a start is alive but cannot serve until it is free', async () => {
    const { storage } = used;
    const other = storage.connect();
    other.pragma('journal_mode = wal');
    other.exec('begin immediate');
    const running = await storage.start();
    expect((await running.api.call('/health/live')).status).toBe(200);
    const ready = await running.api.call('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body['detail']).toContain('database');
    const person = new Person(running);
    for (const answer of [
      await person.get('/tasks'),
      await person.send('POST', '/tasks', newTask()),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    other.exec('rollback');
    await running.api.whenReady();
    const { path } = await person.add();
    expect((await person.get(path)).status).toBe(200);
  }, 15_000);
});
