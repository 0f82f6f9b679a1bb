import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { useDoctor } from '../support/doctor.js';
import { freePort } from 'test-support';

const { base, finding, inFolder, run } = useDoctor();

describe('database and Redis', () => {
  it('fail when a folder cannot be made', async () => {
    writeFileSync(inFolder('file'), '');
    const found = await finding('database', { DATA_DIR: inFolder('file', 'data') });
    expect(found).toMatchObject({ status: 'failed', toDo: expect.stringContaining('DATA_DIR') });
  });

  it('fail when nothing listens, and never show a password', async () => {
    const port = await freePort();
    const { status, output } = await run({
      ...base(),
      DATABASE_URL: `postgres://user:hidden-word@127.0.0.1:${port}/tasks`,
      REDIS_URL: `redis://:hidden-word@127.0.0.1:${port}`,
    });
    expect(status).toBe(1);
    expect(output).toMatch(/^failed {2}database: PostgreSQL: nothing listens/m);
    expect(output).toMatch(/^failed {2}Redis: nothing listens/m);
    expect(output).not.toContain('hidden-word');
  });

  it('fail within seconds when something listens that never answers', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const found = await finding('Redis', { REDIS_URL: `redis://127.0.0.1:${port}` });
    expect(found).toMatchObject({ status: 'failed' });
    for (const socket of sockets) {
      socket.destroy();
    }
    await new Promise((resolve) => silent.close(resolve));
  });
});

describe('the report', () => {
  it('has colours on a terminal only, and not with NO_COLOR', async () => {
    expect((await run(base())).output).not.toContain('\u001b');
    expect((await run(base(), [], true)).output).toContain('\u001b[32mpassed');
    expect((await run({ ...base(), NO_COLOR: '1' }, [], true)).output).not.toContain('\u001b');
  });

  it('explains itself, and refuses flags it does not know', async () => {
    expect(await run(base(), ['--help'])).toMatchObject({ status: 0 });
    expect(await run(base(), ['--jsn'])).toMatchObject({ status: 1 });
  });
});
