import { useRunningApi } from '../support/running-api.js';

const [current, next] = ['the-key-in-use-today', 'the-key-of-tomorrow!'] as const;
const running = useRunningApi({ environment: { GATEWAY_KEY: `${current}, ${next}` } });

const callWith = (key: string | undefined, path = '/me') =>
  running.api.call(path, {
    token: running.provider.token(),
    headers: key === undefined ? {} : { 'x-gateway-key': key },
  });

it.each([current, next])(
  'accepts each key, so that keys can be changed one by one',
  async (key) => {
    expect((await callWith(key)).status).toBe(200);
  },
);

it.each([
  undefined,
  '',
  'another-key-altogether',
  current.slice(0, -1),
  `${current}x`,
  current.toUpperCase(),
  `${current},${next}`,
  `${current}, ${next}`,
])('refuses %j', async (key) => {
  const { status, headers, body } = await callWith(key);
  expect(status).toBe(403);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ status: 403, detail: expect.stringContaining('gateway') });
});

it.each([
  '/docs',
  '/openapi.json',
  '/nothing',
  '/tasks/%zz',
  '/health',
  '/health/live/',
  '/health/../me',
])('needs the key for %s', async (path) => {
  const { hostname, port } = new URL(running.api.origin);
  const answer = await fetch(`http://${hostname}:${port}${path}`);
  expect(answer.status).toBe(403);
});

it.each(['/health/live', '/health/ready', '/health/live?x=1', '/%68ealth/live'])(
  'needs no key for %s',
  async (path) => {
    expect((await callWith(undefined, path)).status).toBe(200);
  },
);

it('writes no key to the log', async () => {
  await callWith(current);
  await callWith('a-wrong-key-that-nobody-shall-read');
  const log = JSON.stringify(running.api.log);
  expect(log).toContain('gateway_key');
  expect(log).not.toMatch(/key-in-use|key-of-tomorrow|nobody-shall-read/);
});
