import type { Answer, Call } from '../support/api.js';
import { logLineOf } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';

const key = 'the-key-of-the-gateway';
const running = useRunningApi({
  environment: {
    CORS_ORIGINS: 'https://app.contoso.example',
    IP_ALLOWLIST: '192.0.2.0/24',
    TRUST_PROXY: '127.0.0.1',
    GATEWAY_KEY: key,
    RATE_LIMIT_PER_IP: '5/60',
    RATE_LIMIT_PER_SUBJECT: '2/60',
  },
});

/** What a request breaks: each of these on its own would be refused. */
interface Faults extends Call {
  readonly path?: string;
  /** The caller's address; one that is listed unless given. */
  readonly from?: string;
  readonly key?: string;
}

function call({ path = '/me', from = '192.0.2.1', headers, ...rest }: Faults): Promise<Answer> {
  return running.api.call(path, {
    ...rest,
    headers: {
      origin: 'https://app.contoso.example',
      'x-forwarded-for': from,
      ...('key' in rest ? {} : { 'x-gateway-key': key }),
      ...headers,
    },
  });
}

const preflight = {
  method: 'OPTIONS',
  headers: { 'access-control-request-method': 'GET' },
};

const refusalOf = async (answer: Answer) => [
  answer.status,
  ((await logLineOf(running, answer)) as { refusal?: string }).refusal,
];

/** Uses up what an address may call, with requests that nobody looks at any further. */
async function exhaust(from: string): Promise<void> {
  for (let calls = 0; calls < 5; calls++) {
    expect((await call({ from, path: '/nothing' })).status).toBe(404);
  }
}

let lastHost = 100;
/** A listed address that has not called yet. */
const newAddress = () => `192.0.2.${++lastHost}`;

describe('a request that breaks several rules is refused by the first of them', () => {
  it('address, then gateway key', async () => {
    const answer = await call({ from: '198.51.100.1', key: 'none' });
    expect(await refusalOf(answer)).toEqual([403, 'address_not_allowed']);
  });

  it('gateway key, then preflight', async () => {
    expect(await refusalOf(await call({ ...preflight, key: 'none' }))).toEqual([
      403,
      'gateway_key',
    ]);
  });

  it('preflight, then limit per address, which it does not use up', async () => {
    await exhaust('192.0.2.2');
    expect((await call({ ...preflight, from: '192.0.2.2' })).status).toBe(204);
  });

  it('gateway key, then limit per address, which strangers do not use up', async () => {
    for (let calls = 0; calls < 10; calls++) {
      const stranger = await call({ from: '192.0.2.3', key: 'none' });
      expect(await refusalOf(stranger)).toEqual([403, 'gateway_key']);
    }
    expect((await call({ from: '192.0.2.3' })).status).toBe(401);
  });

  it.each<[string, Faults]>([
    ['bad token', { token: 'none' }],
    ['no token', {}],
    ['route', { path: '/nothing' }],
    ['unreadable address', { path: '/tasks/%zz' }],
    ['body', { method: 'POST', path: '/tasks', headers: { 'content-type': 'text/plain' } }],
  ])('limit per address, then %s', async (_, faults) => {
    const from = newAddress();
    await exhaust(from);
    expect(await refusalOf(await call({ ...faults, from }))).toEqual([429, 'rate_limit_per_ip']);
  });

  it('token, then limit per subject, which bad tokens do not use up', async () => {
    const token = await running.provider.token({ claims: { oid: 'one', sub: 'one' } });
    for (let calls = 0; calls < 4; calls++) {
      const forged = `${token.slice(0, -8)}AAAAAAAA`;
      expect((await call({ token: forged, from: '192.0.2.4' })).status).toBe(401);
    }
    expect((await call({ token, from: '192.0.2.4' })).status).toBe(200);
  });

  it('limit per subject, then scopes', async () => {
    const claims = { oid: 'two', sub: 'two', scp: 'other' };
    const token = await running.provider.token({ claims });
    const ask = () => call({ path: '/tasks', token, from: '192.0.2.5' });
    expect((await ask()).status).toBe(403);
    expect((await ask()).status).toBe(403);
    expect(await refusalOf(await ask())).toEqual([429, 'rate_limit_per_subject']);
  });
});

it('sends security and CORS headers with every refusal', async () => {
  await exhaust('192.0.2.6');
  const refusals = [
    await call({ from: '198.51.100.1' }),
    await call({ key: 'none' }),
    await call({ from: '192.0.2.6' }),
    await call({ from: '192.0.2.7' }),
    await call({ from: '192.0.2.7', path: '/nothing' }),
    await call({ from: '192.0.2.7', path: '/tasks/%zz' }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([403, 403, 429, 401, 404, 400]);
  for (const { headers } of refusals) {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBe('https://app.contoso.example');
    expect(headers.get('vary')).toBe('Origin');
    expect(headers.get('x-request-id')).not.toBeNull();
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  }
});

it('applies no rule to the health endpoints', async () => {
  for (let calls = 0; calls < 20; calls++) {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await call({ path, from: '198.51.100.1', key: 'none' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('ratelimit')).toBeNull();
    }
  }
});
