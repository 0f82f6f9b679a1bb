import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { useEmbeddedStorage } from '../support/embedded-storage.js';
import { Person } from '../support/person.js';

const used = useEmbeddedStorage();

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('what nobody but the account of the process may read', () => {
  it('are the folders that the API makes, and every file in them', async () => {
    const { storage } = used;
    const above = join(storage.directory, 'not');
    const directory = join(above, 'there');
    const running = await storage.start(directory);
    await running.api.whenReady();
    await new Person(running).add();
    expect([modeOf(above), modeOf(directory)]).toEqual(['700', '700']);
    const files = readdirSync(directory);
    expect(files).toEqual(['tasks.sqlite', 'tasks.sqlite-shm', 'tasks.sqlite-wal']);
    expect(files.map((file) => modeOf(join(directory, file)))).toEqual(['600', '600', '600']);
  });

  it('are files that an earlier release has left open', async () => {
    const { storage } = used;
    await storage.stop(await storage.startReady());
    chmodSync(storage.file, 0o644);
    const running = await storage.startReady();
    await new Person(running).add();
    expect(modeOf(storage.file)).toBe('600');
    expect(modeOf(`${storage.file}-wal`)).toBe('600');
  });

  it('is not a folder that was there: its mode is left alone', async () => {
    const { storage } = used;
    chmodSync(storage.directory, 0o755);
    await storage.startReady();
    expect(modeOf(storage.directory)).toBe('755');
  });
});

it('waits for a folder that cannot be made, and can be stopped meanwhile', async () => {
  const { storage } = used;
  await storage.stop(await storage.startReady());
  const running = await storage.start(`${storage.file}/data`);
  expect((await running.api.call('/health/live')).status).toBe(200);
  expect((await running.api.call('/health/ready')).status).toBe(503);
  await storage.stop(running);
});
