import { AccessTokenValidator } from '../src/auth/token/access-token.validator.js';
import { TasksRepository } from '../src/tasks/tasks.repository.js';
import { sendRaw } from './support/raw-request.js';
import { useRunningApi } from './support/running-api.js';

const running = useRunningApi();

describe('a request that Node or Fastify refuses before Nest sees it', () => {
  const line = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
  it.each([
    ['a broken request line', 'NONSENSE\r\n\r\n', 400],
    ['an unknown method', 'BREW /tasks HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a broken header', `${line}No colon here\r\n\r\n`, 400],
    ['too many headers', `${line}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['no Host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a broken escape', line.replace('/health/live', '/tasks/%zz') + '\r\n', 400],
    [
      'two lengths',
      `${line.replace('GET', 'POST')}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
      400,
    ],
    [
      'a length and chunks',
      `${line.replace('GET', 'POST')}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
      400,
    ],
  ])('is answered with a problem: %s', async (_, text, status) => {
    const answer = await sendRaw(running.api.origin, text);
    expect(answer.status).toBe(status);
    expect(answer.headers).toContain('content-type: application/problem+json');
    const id = /^x-request-id: (.+)$/m.exec(answer.headers)?.[1];
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'about:blank', status, requestId: id });
    expect(running.api.log.some(({ requestId }) => requestId === id)).toBe(true);
  });
});

it('pays no heed to an expectation that it does not know', async () => {
  const text = 'GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 200-ok\r\n\r\n';
  const answer = await sendRaw(running.api.origin, text);
  expect(answer.status).toBe(401);
  expect(answer.headers).toContain('content-type: application/problem+json');
});

it('refuses what /me is asked for, since there is nothing to ask', async () => {
  const answer = await running.api.call('/me?as=somebody', { token: running.provider.token() });
  expect(answer.status).toBe(400);
  expect(answer.body['errors']).toEqual([{ path: 'as', message: 'is not known here' }]);
});

it('does not let a request that still waits take the answer to a broken one after it', async () => {
  const first = 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const { headers } = await sendRaw(running.api.origin, `${first}NONSENSE\r\n\r\n`);
  expect(headers).toBe('');
});

it('answers an address where nothing is with a problem that does not repeat it', async () => {
  const { status, headers, body } = await running.api.call('/nothing/here?secret=1');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.stringify(body)).not.toMatch(/nothing\/here|secret/);
});

it('says nothing of an unexpected error to the caller, and where it was to the log', async () => {
  const { nest, log } = running.api;
  const token = await running.provider.token();
  const spy = jest.spyOn(nest.get(TasksRepository), 'list').mockImplementation(() => {
    throw new TypeError('a defect, with a secret in it');
  });
  const answer = await running.api.call('/tasks', { token });
  spy.mockRestore();
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toMatch(/secret|TypeError|\.ts/);
  const line = log.find(({ err }) => err !== undefined);
  expect(line).toMatchObject({
    level: 'error',
    requestId: answer.headers.get('x-request-id'),
    err: { type: 'TypeError', stack: expect.stringContaining('.ts') },
  });
});

it('does not take a defect in the check of a token for a forged token', async () => {
  const { nest, log } = running.api;
  const spy = jest
    .spyOn(nest.get(AccessTokenValidator), 'resolveSigningKey')
    .mockImplementation(() => {
      throw new TypeError('a defect');
    });
  const token = await running.provider.token({ claims: { jti: 'not seen before' } });
  const answer = await running.api.call('/me', { token });
  spy.mockRestore();
  expect(answer.status).toBe(500);
  expect(answer.headers.get('www-authenticate')).toBeNull();
  const requestId = answer.headers.get('x-request-id');
  const line = log.find(({ err, ...entry }) => err && entry['requestId'] === requestId);
  expect(line).toMatchObject({ level: 'error', err: { type: 'TypeError', message: 'a defect' } });
});

it.each([
  ['text/plain', {}],
  ['application/x-www-form-urlencoded', {}],
  ['application/merge-patch+json', {}],
  [';;;', {}],
  ['application/json', { 'content-encoding': 'gzip' }],
])('answers a body of %s %j with 415 and says what to send', async (type, more) => {
  const { status, body } = await running.api.call('/tasks', {
    method: 'POST',
    token: running.provider.token(),
    body: { title: 'Encoded' },
    headers: { 'content-type': type, ...more },
  });
  expect(status).toBe(415);
  expect(body['detail']).toBe('Send the body as application/json, not compressed.');
});

describe('the request id', () => {
  it.each(['a', 'A-1_b.c', 'x'.repeat(64)])(
    'is the caller’s own when it is harmless: %s',
    async (id) => {
      const { headers, body } = await running.api.call('/me', { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toBe(id);
      expect(body['requestId']).toBe(id);
    },
  );

  it.each(['', 'a b', 'x'.repeat(65), 'a"b', '{}', 'ä', 'a,b'])(
    'is a new one when the caller’s is not: %j',
    async (id) => {
      const { headers } = await running.api.call('/me', { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

it('writes one line for each request, with the route and without the address', async () => {
  const { api } = running;
  const id = 'one-line';
  await api.call('/tasks/0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11?secret=1', {
    headers: { 'x-request-id': id },
  });
  const lines = api.log.filter(({ requestId }) => requestId === id);
  expect(lines).toEqual([
    {
      addressPseudonym: expect.stringMatching(/^[0-9a-f]{16}$/),
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestId: id,
      method: 'GET',
      route: '/tasks/:id',
      status: 401,
      ms: expect.any(Number),
      refusal: 'no_credentials',
      msg: 'request',
    },
  ]);
});
