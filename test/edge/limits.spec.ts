import { randomUUID } from 'node:crypto';
import type { Answer } from '../support/api.js';
import { sendRaw } from '../support/raw-request.js';
import { useRunningApi } from '../support/running-api.js';

let lastHost = 0;
/** An address that has not called yet. */
const newAddress = () => `198.51.100.${++lastHost}`;

const count = (answers: readonly Answer[], wanted: number) =>
  answers.filter(({ status }) => status === wanted).length;

const times = <T>(many: number, make: () => Promise<T>) =>
  Promise.all(Array.from({ length: many }, make));

describe('per address', () => {
  const running = useRunningApi({
    environment: { TRUST_PROXY: '127.0.0.1', RATE_LIMIT_PER_IP: '3/60' },
  });
  const call = (from: string, path = '/openapi.json') =>
    running.api.call(path, { headers: { 'x-forwarded-for': from } });

  it('serves so many calls and refuses the next, with what a client needs to know', async () => {
    const from = newAddress();
    for (const left of [2, 1, 0]) {
      const { status, headers } = await call(from);
      expect(status).toBe(200);
      expect(headers.get('ratelimit-policy')).toBe('"per-ip";q=3;w=60');
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"per-ip";r=${left};t=(59|60)$`));
      expect(headers.get('retry-after')).toBeNull();
    }
    const { status, headers, body } = await call(from);
    expect(status).toBe(429);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('ratelimit-policy')).toBe('"per-ip";q=3;w=60');
    const seconds = /^"per-ip";r=0;t=(\d+)$/.exec(headers.get('ratelimit') ?? '')?.[1];
    expect(headers.get('retry-after')).toBe(seconds);
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Too Many Requests',
      status: 429,
      detail: `Too many requests. Try again in ${seconds} seconds.`,
      message: `Too many requests. Try again in ${seconds} seconds.`,
      requestId: headers.get('x-request-id'),
    });
  });

  it('counts each address on its own', async () => {
    const from = newAddress();
    await times(4, () => call(from));
    expect((await call(from)).status).toBe(429);
    expect((await call(newAddress())).status).toBe(200);
  });

  it.each([
    ['bad tokens', '/me', { authorization: 'Bearer no.token.here' }, 401],
    ['no tokens', '/me', {}, 401],
    ['unknown routes', '/nothing', {}, 404],
    ['unreadable addresses', '/tasks/%zz', {}, 400],
    ['long addresses', `/tasks?cursor=${'x'.repeat(4_096)}`, {}, 414],
  ])('counts %s', async (_, path, headers, status) => {
    const from = newAddress();
    const answers = [];
    for (let calls = 0; calls < 4; calls++) {
      const answer = await running.api.call(path, {
        headers: { ...headers, 'x-forwarded-for': from },
      });
      answers.push(answer.status);
    }
    expect(answers).toEqual([status, status, status, 429]);
  });

  it('refuses before a body has arrived', async () => {
    const from = newAddress();
    await times(3, () => call(from));
    const head = [
      'POST /tasks HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      `X-Forwarded-For: ${from}`,
      'Content-Type: application/json',
      'Content-Length: 50000',
    ];
    const { status } = await sendRaw(running.api.origin, `${head.join('\r\n')}\r\n\r\n{"title":`);
    expect(status).toBe(429);
  });

  it.each([
    ['IPv6 by its /64', ['2001:db8:1:1::1', '2001:db8:1:1:ffff::1', '2001:db8:1:1:0:0:0:9']],
    ['IPv4 in either spelling', ['203.0.113.77', '::ffff:203.0.113.77', '::ffff:cb00:714d']],
    ['an address with and without a port', ['203.0.113.78', '203.0.113.78:1', '203.0.113.78:2']],
    ['all that is no address together', ['unknown', '_hidden', '203.0.113.999']],
  ])('counts %s', async (_, addresses) => {
    for (const from of addresses) {
      expect((await call(from)).status).toBe(200);
    }
    for (const from of addresses) {
      expect((await call(from)).status).toBe(429);
    }
  });

  it('counts neighbouring IPv6 networks apart', async () => {
    await times(3, () => call('2001:db8:0:2::1'));
    expect((await call('2001:db8:0:3::1')).status).toBe(200);
  });

  it('is exact when all come at once', async () => {
    const from = newAddress();
    const answers = await times(60, () => call(from));
    expect([count(answers, 200), count(answers, 429)]).toEqual([3, 57]);
  });
});

describe('per subject', () => {
  const running = useRunningApi({
    environment: { RATE_LIMIT_PER_IP: '100000/60', RATE_LIMIT_PER_SUBJECT: '3/60' },
  });

  it('tells of both limits, and refuses by the second', async () => {
    const token = await running.provider.token({ id: randomUUID() });
    const policies = '"per-ip";q=100000;w=60, "per-subject";q=3;w=60';
    for (const left of [2, 1, 0]) {
      const { status, headers } = await running.api.call('/me', { token });
      expect(status).toBe(200);
      expect(headers.get('ratelimit-policy')).toBe(policies);
      expect(headers.get('ratelimit')).toMatch(
        new RegExp(`^"per-ip";r=\\d+;t=\\d+, "per-subject";r=${left};t=(59|60)$`),
      );
    }
    const { status, headers } = await running.api.call('/me', { token });
    expect(status).toBe(429);
    expect(headers.get('ratelimit-policy')).toBe(policies);
    expect(headers.get('retry-after')).toMatch(/^(59|60)$/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('counts a person, not a token', async () => {
    const person = randomUUID();
    const tokens = [1, 2, 3, 4].map((jti) =>
      running.provider.token({ claims: { oid: person, sub: `of-app-${jti}`, jti } }),
    );
    const statuses = [];
    for (const token of tokens) {
      statuses.push((await running.api.call('/me', { token })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    const other = running.provider.token({ id: randomUUID() });
    expect((await running.api.call('/me', { token: other })).status).toBe(200);
  });

  it('says where a caller stands in every kind of answer', async () => {
    const token = await running.provider.token({ id: randomUUID() });
    const path = '/tasks/0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11';
    for (const { method, status } of [
      { method: 'POST', status: 415 },
      { method: 'GET', status: 404 },
      { method: 'DELETE', status: 404 },
    ]) {
      const answer = await running.api.call(method === 'POST' ? '/tasks' : path, {
        method,
        token,
        headers: method === 'POST' ? { 'content-type': 'text/plain' } : {},
        ...(method === 'POST' && { body: {} }),
      });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('ratelimit')).toContain('"per-ip";r=');
    }
  });

  it('is exact when all come at once', async () => {
    const token = await running.provider.token({ id: randomUUID() });
    const answers = await times(60, () => running.api.call('/me', { token }));
    expect([count(answers, 200), count(answers, 429)]).toEqual([3, 57]);
  });
});

describe('a window', () => {
  const running = useRunningApi({ environment: { RATE_LIMIT_PER_IP: '2/1' } });

  it('opens anew once the time is up that the refusal told', async () => {
    const answers = await times(3, () => running.api.call('/openapi.json'));
    expect(count(answers, 429)).toBe(1);
    const refused = answers.find(({ status }) => status === 429);
    const seconds = Number(refused?.headers.get('retry-after'));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    expect((await running.api.call('/openapi.json')).status).toBe(200);
  });
});

describe('switched off', () => {
  const running = useRunningApi();

  it('limits nobody, and says nothing of limits', async () => {
    const token = await running.provider.token();
    const answers = await times(400, () => running.api.call('/me', { token }));
    expect(count(answers, 200)).toBe(400);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBeNull();
  });
});

describe('left to their defaults', () => {
  const running = useRunningApi({
    environment: { RATE_LIMIT_PER_IP: '', RATE_LIMIT_PER_SUBJECT: '' },
  });

  it('are 300 calls in 120 seconds per address and 120 in 60 per subject', async () => {
    const { headers } = await running.api.call('/me', { token: running.provider.token() });
    expect(headers.get('ratelimit-policy')).toBe('"per-ip";q=300;w=120, "per-subject";q=120;w=60');
  });
});
