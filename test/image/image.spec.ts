import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from 'test-support';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Container, docker } from '../support/docker.js';
import { PostgresServer } from '../support/postgres-server.js';
import { audience, policyName, startProvider } from '../support/provider.js';
import { newTask } from '../support/task-body.js';

// A storage driver that copies whole layers needs a minute for each container.
jest.setTimeout(300_000);

const root = join(__dirname, '../..');
const baseImage = 'node:24-bookworm-slim';
const image = 'tasks-api:image-test';
const emulatorImage = 'tasks-api-emulator:image-test';
/** In the settings of npm that the build got; must be in nothing that is shipped. */
const canary = 'settings-of-npm-for-this-build';
/** What an operator gives a container. */
const locked = ['--read-only', '--memory', '256m', '--cap-drop', 'ALL', '--pids-limit', '64'];

/** For tests whose tasks need not outlive the container. Some runtimes give a mount the mode of the folder below it. */
const temporaryData = ['--tmpfs', '/data:uid=1000,gid=1000'];

let provider: TestProvider;
let port: number;
let container: Container;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

beforeEach(async () => {
  port = await freePort();
});
afterEach(() => container.remove());

const origin = () => `http://127.0.0.1:${port}`;

function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: audience,
    AUTH_POLICY_NAME: policyName,
    AUTHORITY_HOST: provider.origin,
    RATE_LIMIT_PER_IP: 'off',
    RATE_LIMIT_PER_SUBJECT: 'off',
    ...more,
  };
}

async function untilAnswered(path: string, status: number): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const answer = await fetch(origin() + path).catch(() => undefined);
    if (answer?.status === status) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} was not answered with ${status}:\n${await container.logs()}`);
}

async function send(path: string, body?: unknown): Promise<Response> {
  return fetch(origin() + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${await provider.token()}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

it('serves from a read-only file system, without capabilities, on PostgreSQL', async () => {
  const postgres = await PostgresServer.start();
  try {
    const started = performance.now();
    container = await Container.start(
      environment({ DATABASE_URL: postgres.url }),
      ...locked,
      image,
    );
    await untilAnswered('/health/live', 200);
    const milliseconds = Math.round(performance.now() - started);
    await untilAnswered('/health/ready', 200);
    process.stdout.write(`docker run to the first 200: ${milliseconds} ms\n`);
    const created = await send('/tasks', newTask());
    expect(created.status).toBe(201);
    expect((await send(created.headers.get('location') ?? '')).status).toBe(200);
    expect((await fetch(`${origin()}/docs`)).status).toBe(200);
    expect((await container.exec('id', '-u')).trim()).toBe('1000');
    await container.until('{{.State.Health.Status}}', 'healthy');
  } finally {
    postgres.remove();
  }
});

it('keeps tasks in a volume, as whichever user it is started', async () => {
  const user = ['--user', '4242:4242'];
  const data = mkdtempSync(join(tmpdir(), 'image-data-'));
  await docker(
    'run',
    '--rm',
    '--user',
    '0',
    '--volume',
    `${data}:/data`,
    image,
    'chown',
    '4242',
    '/data',
  );
  const volume = ['--volume', `${data}:/data`];
  container = await Container.start(environment(), ...locked, ...user, ...volume, image);
  await untilAnswered('/health/ready', 200);
  const { id } = (await (await send('/tasks', newTask())).json()) as { id: string };
  await container.remove();

  container = await Container.start(environment(), ...locked, ...user, ...volume, image);
  await untilAnswered('/health/ready', 200);
  expect((await send(`/tasks/${id}`)).status).toBe(200);
  await docker(
    'run',
    '--rm',
    '--user',
    '0',
    '--volume',
    `${data}:/data`,
    image,
    'rm',
    '-r',
    '/data/.',
    '-f',
  ).catch(() => undefined);
  rmSync(data, { recursive: true, force: true });
});

it('finishes a request on SIGTERM, and exits with 0', async () => {
  container = await Container.start(environment(), ...locked, ...temporaryData, image);
  await untilAnswered('/health/ready', 200);
  const body = JSON.stringify(newTask());
  const call = request(`${origin()}/tasks`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await provider.token()}`,
      'content-type': 'application/json',
      'content-length': body.length,
    },
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    call.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
  call.write(body.slice(0, 5));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const signalled = performance.now();
  await docker('kill', '--signal', 'TERM', container.name);
  while (!(await container.logs()).includes('"stopping"')) {}
  call.end(body.slice(5));
  expect(await status).toBe(201);
  await container.until('{{.State.Status}}', 'exited');
  expect(performance.now() - signalled).toBeLessThan(5_000);
  expect(await container.inspect('{{.State.ExitCode}} {{.State.OOMKilled}}')).toBe('0 false');
});

it('says what is missing and exits with 1, before it listens', async () => {
  container = await Container.start({}, ...locked, image);
  await container.until('{{.State.Status}}', 'exited');
  expect(await container.inspect('{{.State.ExitCode}}')).toBe('1');
  expect(await container.logs()).toContain('TENANT_NAME is missing');
});

it('has the commands for operators', async () => {
  container = await Container.start(environment(), ...locked, ...temporaryData, image);
  await untilAnswered('/health/ready', 200);
  expect(await container.exec('node', 'dist/run-doctor.js')).toContain('B2C_1_signupsignin');
});

it('holds no secret of the build, no development dependency and no test', async () => {
  container = await Container.start(environment(), ...temporaryData, image);
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  const list = await container.exec('sh', '-c', 'ls -d node_modules/* node_modules/@*/*');
  const installed = list.trim().split('\n');
  expect(installed).toContain('node_modules/pg');
  expect(
    installed.filter(
      (path) => packages[path]?.dev === true || packages[path]?.devOptional === true,
    ),
  ).toEqual([]);
  const folders = ['/app', '/data', '/root', '/run'];
  const asRoot = ['run', '--rm', '--user', '0', image];
  const files = await docker(...asRoot, 'find', ...folders, '-xdev', '-type', 'f');
  expect(files.split('\n')).toContain('/app/dist/main.js');
  expect(files).not.toMatch(
    /\.npmrc|\/\.env|\.git\/|\/secrets\/|\/app\/(?!dist|documentation-page|node_modules|ops|package\.json)/,
  );
  expect(files).not.toMatch(/^\/app\/dist\/.*\.(spec\.js|map)$/m);
  const history = await docker('history', '--no-trunc', image);
  const configuration = await docker('image', 'inspect', image);
  expect(history + configuration).not.toMatch(/settings-of-npm|password|_auth|token=/i);
  // Every layer, as a registry would get it.
  const archive = join(mkdtempSync(join(tmpdir(), 'image-')), 'image.tar');
  await docker('save', '--output', archive, image);
  expect(readFileSync(archive).includes(canary)).toBe(false);
  rmSync(archive);
});

it('adds less than 100 MB to the base image', async () => {
  container = await Container.start(environment(), ...temporaryData, image);
  const size = async (name: string) =>
    Number(await docker('image', 'inspect', '--format', '{{.Size}}', name)) / 1e6;
  const [whole, base] = [await size(image), await size(baseImage)];
  process.stdout.write(`image: ${Math.round(whole)} MB, of which base: ${Math.round(base)} MB\n`);
  expect(whole - base).toBeLessThan(100);
});

it('has the local identity provider as an image of its own', async () => {
  const [internal, published] = [await freePort(), await freePort()];
  const ports = [String(internal), String(published)];
  container = await Container.start(
    {},
    ...locked,
    '--tmpfs',
    '/tmp:mode=1777',
    emulatorImage,
    'node',
    'ops/image/emulator.mjs',
    ...ports,
  );
  const address = `http://localhost:${published}/__emulator/tokens`;
  let answer: Response | undefined;
  while (answer?.status !== 201) {
    answer = await fetch(address, { method: 'POST' }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await answer.json()).toMatchObject({ token: expect.stringMatching(/^eyJ/) as string });
  await docker('stop', container.name);
  expect(await container.inspect('{{.State.ExitCode}}')).toBe('0');
});
