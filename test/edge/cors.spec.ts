import { useRunningApi } from '../support/running-api.js';

const origin = 'https://app.contoso.example';
const running = useRunningApi({
  environment: { CORS_ORIGINS: `${origin},http://localhost:3000`, RATE_LIMIT_PER_IP: '1000/60' },
});

const namesIn = (list: string | null) => (list ?? '').split(', ').toSorted();

function preflight(from: string, method = 'PATCH', path = '/tasks') {
  return running.api.call<string>(path, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,if-match',
    },
  });
}

it.each(['GET', 'POST', 'PATCH', 'DELETE'])(
  'answers the preflight of %s without a token, for 120 seconds',
  async (method) => {
    const { status, headers, body } = await preflight(origin, method);
    expect(status).toBe(204);
    expect(body).toBe('');
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(namesIn(headers.get('access-control-allow-methods'))).toContain(method);
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type,if-match');
    expect(headers.get('access-control-max-age')).toBe('120');
    expect(headers.get('vary')).toBe('Origin, Access-Control-Request-Headers');
  },
);

const allowedHeadersFor = async (from: string, requested?: string) => {
  const { headers } = await running.api.call('/tasks', {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'GET',
      ...(requested !== undefined && { 'access-control-request-headers': requested }),
    },
  });
  return headers.get('access-control-allow-headers');
};

it.each([
  'traceparent',
  'authorization,traceparent,tracestate',
  'request-id, request-context',
  'x-ms-client-request-id',
])('allows a listed origin the headers that it asks for: %s', async (requested) => {
  expect(await allowedHeadersFor(origin, requested)).toBe(requested);
  expect(await allowedHeadersFor('https://evil.example', requested)).toBeNull();
});

it.each([undefined, 'not a name', 'a;b', '"quoted"', 'x,'.repeat(100)])(
  'allows the usual headers when it asks for none that could be: %j',
  async (requested) => {
    expect(namesIn(await allowedHeadersFor(origin, requested))).toEqual([
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
    ]);
  },
);

it('lets a page read the answer and the headers that clients need', async () => {
  const token = await running.provider.token();
  const { status, headers } = await running.api.call('/tasks', { token, headers: { origin } });
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  expect(namesIn(headers.get('access-control-expose-headers'))).toEqual([
    'ETag',
    'Location',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    'WWW-Authenticate',
    'X-Request-Id',
  ]);
  expect(headers.get('vary')).toBe('Origin');
});

it.each<[number, string, { method?: string; body?: unknown; headers?: Record<string, string> }]>([
  [401, '/tasks', {}],
  [404, '/nothing', {}],
  [400, '/tasks/%zz', {}],
  [415, '/tasks', { method: 'POST', body: {}, headers: { 'content-type': 'text/plain' } }],
  [413, '/tasks', { method: 'POST', body: 'x'.repeat(100_001) }],
])('lets a page read a refusal: %i', async (status, path, call) => {
  const answer = await running.api.call(path, { ...call, headers: { ...call.headers, origin } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('vary')).toBe('Origin');
});

it.each([
  'https://evil.example',
  'http://app.contoso.example',
  'https://app.contoso.example:8443',
  'https://app.contoso.example.evil.example',
  'https://evil.app.contoso.example',
  'https://APP.contoso.example',
  'https://app.contoso.example/',
  `${origin}, https://evil.example`,
  'http://localhost:3001',
  'http://localhost',
  'null',
  '*',
  '',
])('gives nothing away to a page of %j', async (stranger) => {
  for (const answer of [
    await preflight(stranger),
    await running.api.call('/tasks', { headers: { origin: stranger } }),
  ]) {
    const names = [...answer.headers.keys()];
    expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers.get('vary')).toBe('Origin');
  }
});

it('tells caches that answers depend on the origin, also when there was none', async () => {
  expect((await running.api.call('/health/live')).headers.get('vary')).toBe('Origin');
});

describe('without origins', () => {
  const alone = useRunningApi();

  it('lets no page of another origin in', async () => {
    const token = await alone.provider.token();
    const asked = await alone.api.call('/tasks', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    const answer = await alone.api.call('/tasks', { token, headers: { origin } });
    for (const { headers } of [asked, answer]) {
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(answer.status).toBe(200);
  });
});
