import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { freePort } from 'test-support';
import { Nginx } from '../support/nginx.js';
import { startProvider } from '../support/provider.js';

const documented = readFileSync(join(__dirname, '../../docs/edge.md'), 'utf8');

let provider: TestProvider;
let api: Api;
let nginx: Nginx;
let port: number;

/** The configuration of the documentation, on other ports and without TLS. */
function configuration(apiPort: string): string {
  const [, text = ''] = /```nginx\n([^]*?)```/.exec(documented) ?? [];
  return text
    .replace('127.0.0.1:8000', `127.0.0.1:${apiPort}`)
    .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
    .replace(/^\s*ssl_.*$/gm, '');
}

beforeAll(async () => {
  provider = await startProvider();
  api = await Api.start(provider, {
    TRUST_PROXY: '127.0.0.1',
    GATEWAY_KEY: 'the-key-that-only-nginx-knows',
    IP_ALLOWLIST: '127.0.1.0/24',
    RATE_LIMIT_PER_IP: '5/60',
    CORS_ORIGINS: 'https://app.contoso.example',
  });
  await api.whenReady();
  port = await freePort();
  nginx = await Nginx.start(configuration(new URL(api.origin).port));
});

afterAll(async () => {
  await nginx.stop();
  await api.close();
  await provider.close();
});

interface ProxiedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Calls nginx from an address of this machine: all of 127.0.0.0/8 is. */
function callFrom(
  localAddress: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
  method = body === undefined ? 'GET' : 'POST',
): Promise<ProxiedAnswer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, localAddress }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

const bearer = async () => ({ authorization: `Bearer ${await provider.token()}` });

it('serves callers behind nginx, which sends the key', async () => {
  const { status, headers } = await callFrom('127.0.1.1', '/tasks', await bearer());
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('no-store');
});

it('is not served past nginx', async () => {
  const headers = { 'x-forwarded-for': '127.0.1.1' };
  expect((await api.call('/tasks', { token: provider.token(), headers })).status).toBe(403);
});

it.each(['127.0.1.1', '127.0.1.1, 127.0.1.1', '127.0.0.1', 'nonsense', '127.0.1.1,'])(
  'knows who calls, whatever they claim: %j',
  async (claim) => {
    const { status } = await callFrom('127.0.2.1', '/tasks', {
      ...(await bearer()),
      'x-forwarded-for': claim,
      forwarded: 'for=127.0.1.1',
      'x-real-ip': '127.0.1.1',
    });
    expect(status).toBe(403);
  },
);

it('limits each caller, not nginx', async () => {
  const statuses = [];
  for (let calls = 0; calls < 6; calls++) {
    const { status, headers } = await callFrom('127.0.1.2', '/openapi.json', {
      'x-forwarded-for': `203.0.113.${calls}`,
    });
    statuses.push(status);
    expect(headers['ratelimit-policy']).toBe('"per-ip";q=5;w=60');
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  expect((await callFrom('127.0.1.3', '/openapi.json')).status).toBe(200);
});

it('answers preflights through nginx', async () => {
  const headers = {
    origin: 'https://app.contoso.example',
    'access-control-request-method': 'POST',
  };
  const answer = await callFrom('127.0.1.4', '/tasks', headers, undefined, 'OPTIONS');
  expect(answer.status).toBe(204);
  expect(answer.headers['access-control-allow-origin']).toBe(headers.origin);
});

it('leaves refusals of sizes to the API, and lets long tokens through', async () => {
  const json = { ...(await bearer()), 'content-type': 'application/json' };
  const { status, headers } = await callFrom('127.0.1.5', '/tasks', json, 'x'.repeat(100_001));
  expect(status).toBe(413);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  const long = await provider.token({ claims: { filler: 'x'.repeat(8_000) } });
  const answer = await callFrom('127.0.1.5', '/me', { authorization: `Bearer ${long}` });
  expect(answer.status).toBe(200);
});

it('does not show the key to callers', async () => {
  const answers = [await callFrom('127.0.1.6', '/nothing'), await callFrom('127.0.2.6', '/me')];
  expect(JSON.stringify(answers)).not.toContain('the-key-that-only');
});
