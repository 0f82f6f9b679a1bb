import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { BuiltApi } from '../support/built-api.js';
import { freePort } from 'test-support';
import { audience, policyName, startProvider } from '../support/provider.js';
import { ScriptedProvider, sendJson } from '../support/scripted-provider.js';
import { createToken } from '../support/token-maker.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let provider: TestProvider;
let database: TestDatabase;

beforeAll(async () => {
  provider = await startProvider();
  database = await createTestDatabase();
});

afterAll(async () => {
  await provider.close();
  await database.remove();
});

const start = (more: Readonly<Record<string, string>> = {}) =>
  BuiltApi.start({
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: audience,
    AUTH_POLICY_NAME: policyName,
    AUTHORITY_HOST: provider.origin,
    NODE_ENV: 'production',
    ...database.environment,
    ...more,
  });

const authorization = async () => ({ authorization: `Bearer ${await provider.token()}` });

it('creates, lists, changes and deletes a task', async () => {
  const api = await start();
  await api.until('/health/ready', 200);
  const headers = { ...(await authorization()), 'content-type': 'application/json' };
  const create = await fetch(`${api.origin}/tasks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ title: 'Built' }),
  });
  expect(create.status).toBe(201);
  const path = api.origin + (create.headers.get('location') ?? '');
  const list = await fetch(`${api.origin}/tasks`, { headers });
  expect(await list.json()).toMatchObject({ items: [{ title: 'Built' }], nextCursor: null });
  const change = await fetch(path, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': create.headers.get('etag') ?? '' },
    body: JSON.stringify({ status: 'done' }),
  });
  expect(change.status).toBe(200);
  expect((await fetch(path, { method: 'DELETE', headers })).status).toBe(204);
  expect((await fetch(path, { headers })).status).toBe(404);
  expect((await fetch(`${api.origin}/docs/`)).status).toBe(200);
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
});

it('writes JSON lines to the log and nothing else', async () => {
  const api = await start();
  await api.until('/health/ready', 200);
  api.signal('SIGTERM');
  await api.exit();
  const lines = api.output.trim().split('\n');
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(JSON.parse(line)).toHaveProperty('level');
  }
});

it('names every fault of the configuration and exits with 1, without a stack trace', async () => {
  const api = await BuiltApi.start({ TENANT_NAME: 'a b', DATABASE_URL: 'mysql://u:hunter2@h/d' });
  expect(await api.exit()).toBe(1);
  for (const name of ['TENANT_NAME', 'APP_CLIENT_ID', 'AUTH_POLICY_NAME', 'DATABASE_URL']) {
    expect(api.output).toContain(name);
  }
  expect(api.output).toMatch(/TENANT_NAME must be .* \(it is "a b"\)/);
  expect(api.output).not.toMatch(/hunter2|node:internal|\bat .*\.js/);
});

it('says in one line that a port is taken, and exits with 1', async () => {
  const first = await start();
  await first.until('/health/live', 200);
  const { port } = new URL(first.origin);
  for (const variable of ['PORT', 'METRICS_PORT']) {
    const second = await start({ [variable]: port });
    expect(await second.exit()).toBe(1);
    expect(second.output).toContain('EADDRINUSE');
    expect(second.output).not.toMatch(/\bat .*\.js/);
  }
  first.signal('SIGTERM');
  await first.exit();
});

it('names the variable when HOST does not resolve, and exits with 1', async () => {
  const api = await start({ HOST: 'nowhere.invalid' });
  expect(await api.exit()).toBe(1);
  expect(api.output).toMatch(/HOST: nowhere\.invalid does not resolve/);
  expect(api.output).not.toMatch(/\bat .*\.js/);
});

it('listens on a Unix socket, where callers are those that a proxy names', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tasks-api-socket-'));
  const socketPath = join(directory, 'api.sock');
  const api = await start({
    PORT: socketPath,
    PUBLIC_URL: 'https://tasks.contoso.example',
    TRUST_PROXY: '127.0.0.1',
    IP_ALLOWLIST: '192.0.2.0/24',
  });
  const statusFor = (path: string, forwarded?: string) =>
    new Promise<number | undefined>((resolve) => {
      const headers = { host: 'localhost', ...(forwarded && { 'x-forwarded-for': forwarded }) };
      request({ socketPath, path, headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', () => resolve(undefined))
        .end();
    });
  while ((await statusFor('/health/ready')) !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await statusFor('/openapi.json', '192.0.2.7')).toBe(200);
  expect(await statusFor('/openapi.json', '198.51.100.7')).toBe(403);
  expect(await statusFor('/openapi.json')).toBe(403);
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
  rmSync(directory, { recursive: true });
});

it('listens once where a name has several addresses: only one server has the limits', async () => {
  const api = await start({ HOST: 'localhost' });
  await api.until('/health/ready', 200);
  expect(api.output.match(/Server listening at/g)).toHaveLength(1);
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
});

it('publishes metrics, and stops although whoever reads them stays connected', async () => {
  const port = await freePort();
  const api = await start({ METRICS_PORT: String(port) });
  await api.until('/health/ready', 200);
  const scraper = new Agent({ keepAlive: true });
  const scrape = request({ port, path: '/metrics', agent: scraper }).end();
  const [answer] = (await once(scrape, 'response')) as [IncomingMessage];
  expect(await text(answer)).toContain('http_request_duration_seconds_count');
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
  scraper.destroy();
});

it('gives up a start at once when it is told to stop', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const connected = once(silent, 'connection');
  const api = await start({ DATABASE_URL: `postgres://user:password@127.0.0.1:${port}/tasks` });
  const [socket] = (await connected) as [Socket];
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
  expect(api.output).not.toMatch(/\bat .*\.js/);
  socket.destroy();
  silent.close();
});

it('finishes what it is answering before it stops', async () => {
  const scripted = await ScriptedProvider.start();
  const policy = scripted.policy();
  const asked = new Promise<ServerResponse>((resolve) => {
    policy.keysBehaviour = (_request, response) => resolve(response);
  });
  const api = await start({ AUTHORITY_HOST: scripted.origin });
  await api.until('/health/live', 200);
  const headers = { authorization: `Bearer ${createToken(policy)}` };
  const answer = fetch(`${api.origin}/me`, { headers });
  const keys = await asked;
  // The request is under way for certain once another, sent after it, has been answered.
  await api.until('/health/ready', 503);
  api.signal('SIGTERM');
  await api.untilLogged('"signal":"SIGTERM"');
  sendJson({ keys: policy.keys.map(({ jwk }) => jwk) })(keys.req, keys);
  expect((await answer).status).toBe(200);
  expect(await api.exit()).toBe(0);
  await scripted.close();
});

it('does not let a request that never ends keep it from stopping within 5 seconds', async () => {
  const port = await freePort();
  const api = await start({ METRICS_PORT: String(port) });
  await api.until('/health/ready', 200);
  const connectTo = (open: number) => connect(open, '127.0.0.1').on('error', () => undefined);
  await once(connectTo(port), 'connect');
  const socket = connectTo(Number(new URL(api.origin).port));
  const { authorization: value } = await authorization();
  const head = ['POST /tasks HTTP/1.1', 'Host: localhost', `Authorization: ${value}`];
  const body = ['Content-Type: application/json', 'Content-Length: 100', '', '{"title":'];
  socket.write([...head, ...body].join('\r\n'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
  expect(performance.now() - started).toBeLessThan(5_000);
}, 10_000);
