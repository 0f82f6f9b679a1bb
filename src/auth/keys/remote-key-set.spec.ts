import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSigningKey, type SigningKey } from '../../../test/support/signing-key.js';
import { RemoteKeySet } from './remote-key-set.js';

const minute = 60_000;
const hour = 60 * minute;
let server: Server;
let key: SigningKey;
let origin: string;
let away: boolean;
let announced: { issuer: string; keys: string };
let fetches: number;
let discoveries: number;
let keySet: RemoteKeySet;

beforeAll(async () => {
  key = await createSigningKey('key');
  server = createServer((request, response) => {
    fetches += request.url === '/keys' ? 1 : 0;
    discoveries += request.url === '/discovery' ? 1 : 0;
    const document =
      request.url === '/keys'
        ? { keys: [key.jwk] }
        : { issuer: announced.issuer, jwks_uri: origin + announced.keys };
    const known = ['/keys', '/discovery'].includes(request.url ?? '');
    response.writeHead(away ? 500 : known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Only the long times are faked: fetching stays real, so the fake clock stands still while it runs. */
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  away = false;
  announced = { issuer: 'https://issuer.example/', keys: '/keys' };
  fetches = 0;
  discoveries = 0;
  keySet = new RemoteKeySet({ name: 'test', discoveryUrl: `${origin}/discovery` }, silent);
  keySet.start();
});

afterEach(() => {
  keySet.stop();
  jest.useRealTimers();
});

const silent = { log: () => undefined, warn: () => undefined };

/** Lets real network traffic happen until a condition holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('fetches again after about ten minutes, and not before', async () => {
  await until(() => keySet.usable);
  jest.advanceTimersByTime(8.9 * minute);
  expect(fetches).toBe(1);
  jest.advanceTimersByTime(2.2 * minute);
  await until(() => fetches === 2);
});

it('keeps good keys for exactly 24 hours after the last success', async () => {
  await until(() => keySet.usable);
  away = true;
  jest.advanceTimersByTime(24 * hour - 1);
  expect(keySet.usable).toBe(true);
  expect(await keySet.find('key')).toBeDefined();
  jest.advanceTimersByTime(1);
  expect(keySet.usable).toBe(false);
  await expect(keySet.find('key')).rejects.toMatchObject({
    refusal: { kind: 'keys_unavailable', keySet: 'test' },
  });
});

it('takes a new issuer only together with its keys', async () => {
  await until(() => keySet.usable);
  announced = { issuer: 'https://moved.example/', keys: '/not-there-yet' };
  jest.advanceTimersToNextTimer();
  await until(() => keySet.counts().fetchesFailed === 1);
  expect(keySet.issuer).toBe('https://issuer.example/');
  expect(await keySet.find('key')).toBeDefined();
  announced = { issuer: 'https://moved.example/', keys: '/keys' };
  jest.advanceTimersToNextTimer();
  await until(() => keySet.counts().fetchesSucceeded === 2);
  expect(keySet.issuer).toBe('https://moved.example/');
});

it('asks for an unknown key at once, then not before 30 seconds have passed', async () => {
  await until(() => keySet.usable);
  expect(await keySet.find('unknown')).toBeUndefined();
  expect(fetches).toBe(2);
  jest.advanceTimersByTime(29_999);
  expect(await keySet.find('unknown')).toBeUndefined();
  expect(fetches).toBe(2);
  jest.advanceTimersByTime(1);
  expect(await keySet.find('unknown')).toBeUndefined();
  expect(fetches).toBe(3);
});

it('asks once for ten thousand unknown keys, and finds a good one in between', async () => {
  await until(() => keySet.usable);
  const found = await Promise.all(
    Array.from({ length: 10_000 }, (_, index) =>
      keySet.find(index % 100 ? `unknown-${index}` : 'key'),
    ),
  );
  expect(found.filter(Boolean)).toHaveLength(100);
  jest.advanceTimersByTime(29_999);
  await Promise.all(Array.from({ length: 10_000 }, (_, index) => keySet.find(`more-${index}`)));
  expect(fetches).toBe(2);
});

it('looks at the discovery document every ten minutes, however many unknown keys it is asked for', async () => {
  await until(() => keySet.usable);
  expect(discoveries).toBe(1);
  for (let passed = 0; passed < 11 * minute; passed += 30_000) {
    jest.advanceTimersByTime(30_000);
    await keySet.find('unknown');
  }
  expect(discoveries).toBe(2);
  expect(fetches).toBeGreaterThan(20);
});

it('is not confused by a clock that is set forwards or back', async () => {
  await until(() => keySet.usable);
  expect(await keySet.find('unknown')).toBeUndefined();
  jest.setSystemTime(Date.now() + 48 * hour);
  expect(keySet.usable).toBe(true);
  jest.setSystemTime(Date.now() - 96 * hour);
  expect(keySet.usable).toBe(true);
  jest.advanceTimersByTime(30_000);
  expect(await keySet.find('unknown')).toBeUndefined();
  expect(fetches).toBe(3);
});

it('fetches nothing more once it has been stopped', async () => {
  await until(() => keySet.usable);
  keySet.stop();
  jest.advanceTimersByTime(48 * hour);
  await new Promise((resolve) => setImmediate(resolve));
  expect(fetches).toBe(1);
});
