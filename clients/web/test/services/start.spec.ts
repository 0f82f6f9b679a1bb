import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(30_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tasks-web-client-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the built client in the folder until it exits. */
async function run(environment: Record<string, string> = {}) {
  const main = join(__dirname, '../../dist/main.js');
  const child = spawn(process.execPath, [main], { cwd: folder, env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [status] = (await once(child, 'close')) as [number];
  return { status, output };
}

it('exits with 1 and names every faulty line and variable at once', async () => {
  await writeFile(join(folder, '.env'), '\uFEFFPORT=x\r\nCLIENT_SECRET=a#b\r\nIP: 1\r\n');
  const { status, output } = await run({ SESSION_SECRET: 'x'.repeat(40) });
  expect(status).toBe(1);
  for (const name of ['.env line 2', '.env line 3', 'PORT', 'SESSION_SECRET', 'ENDPOINT']) {
    expect(output).toContain(`\n  ${name} `);
  }
  expect(output).not.toMatch(/\n\s+at |a#b|listening/);
});

it('exits with 1 where .env is a folder', async () => {
  await mkdir(join(folder, '.env'));
  const { status, output } = await run();
  expect(status).toBe(1);
  expect(output).toContain('.env is a folder');
  expect(output).not.toMatch(/\n\s+at /);
});

it('exits with 1 and names HOST where it cannot be resolved', async () => {
  const { status, output } = await run({
    HOST: 'no-such-host.invalid',
    B2C_TENANT_NAME: 'contoso',
    CLIENT_ID: '44444444-4444-4444-8444-444444444444',
    CLIENT_SECRET: 'a client secret',
    SIGNUPSIGNIN_USER_FLOW: 'B2C_1_signupsignin',
    EDITPROFILE_USER_FLOW: 'B2C_1_editprofile',
    RESETPASSWORD_USER_FLOW: 'B2C_1_resetpassword',
    ENDPOINT: 'http://localhost:8000/tasks',
    SCOPE: 'https://contoso.onmicrosoft.com/api/tasks.read',
    SESSION_SECRET: 'a secret of the tests and of nothing else',
  });
  expect(status).toBe(1);
  expect(output).toContain('HOST cannot be resolved');
});
