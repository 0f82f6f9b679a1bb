import { connect } from 'node:net';
import { AuthStatistics } from '../../src/auth/index.js';
import { challengeWith } from '../support/challenge.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();
const challenge = (error?: string) => challengeWith(running.provider, error);

/** Sends a request as it is written, and reads the answer as text: fetch would tidy up both. */
function send(...headers: string[]): Promise<string> {
  const { port } = new URL(running.api.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    const head = ['GET /me HTTP/1.1', 'Host: localhost', 'Connection: close', ...headers];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
  });
}

const statusOf = (answer: string) => Number(answer.split(' ')[1]);
const challengeOf = (answer: string) => /^www-authenticate: (.*)$/im.exec(answer)?.[1];

describe('without a bearer token', () => {
  it.each([
    [],
    ['Authorization:'],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA=='],
    ['Authorization: BearerToken abc'],
    ['Authorization: Bear abc'],
    ['X-Authorization: Bearer abc'],
    ['Cookie: access_token=abc'],
  ])('asks for one, with no error code: %j', async (...headers) => {
    const answer = await send(...headers.filter((header) => typeof header === 'string'));
    expect(statusOf(answer)).toBe(401);
    expect(challengeOf(answer)).toBe(challenge());
  });

  it('does not take a token from the query or from a form', async () => {
    const { api, provider } = running;
    const token = await provider.token();
    const query = await api.call(`/me?access_token=${token}`);
    expect(query.status).toBe(401);
    expect(query.headers.get('www-authenticate')).toBe(challenge());
    const form = await api.call('/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([401, 415]).toContain(form.status);
  });
});

describe('a request that cannot be read as carrying one token', () => {
  it.each([
    'Bearer',
    'Bearer  two-spaces',
    'Bearer\tabc',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer a,b',
    'Bearer "abc"',
    'Bearer =abc',
    'Bearer a=b',
    'Bearer: abc',
    'bearer  abc',
    'Bearer äbc',
  ])('is 400 invalid_request: %j', async (value) => {
    const answer = await send(`Authorization: ${value}`);
    expect(statusOf(answer)).toBe(400);
    expect(challengeOf(answer)).toBe(challenge('error="invalid_request"'));
  });

  it('is 400 when there are two Authorization headers, even with the same good token', async () => {
    const header = `Bearer ${await running.provider.token()}`;
    const answer = await send(`Authorization: ${header}`, `authorization: ${header}`);
    expect(statusOf(answer)).toBe(400);
    expect(challengeOf(answer)).toBe(challenge('error="invalid_request"'));
  });

  it('is 400 however well the token in it is remembered', async () => {
    const token = await running.provider.token();
    const hits = () => running.api.nest.get(AuthStatistics).read().verifiedTokens.hits;
    expect(statusOf(await send(`Authorization: Bearer ${token}`))).toBe(200);
    const before = hits();
    for (const value of [`Bearer  ${token}`, `Bearer\t${token}`, `Bearer "${token}"`]) {
      expect(statusOf(await send(`Authorization: ${value}`))).toBe(400);
    }
    const inQueryToo = await running.api.call('/me?access_token=abc', { token });
    expect(inQueryToo.status).toBe(400);
    expect(statusOf(await send(`Authorization: Bearer ${token}`))).toBe(200);
    expect(hits()).toBe(before + 1);
  });

  it('is 400 when one of two Authorization headers is of another scheme', async () => {
    const header = `Authorization: Bearer ${await running.provider.token()}`;
    expect(statusOf(await send(header, 'Authorization: Basic abc'))).toBe(400);
    expect(statusOf(await send('Authorization: Basic abc', header))).toBe(400);
  });

  it('is 400 when a good token stands in the header and any token in the query', async () => {
    const { api, provider } = running;
    const answer = await api.call('/me?access_token=abc', { token: provider.token() });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('www-authenticate')).toBe(challenge('error="invalid_request"'));
  });
});

it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('accepts the scheme as %j', async (scheme) => {
  const answer = await send(`Authorization: ${scheme} ${await running.provider.token()}`);
  expect(statusOf(answer)).toBe(200);
});

it('treats text that only could be a token as a bad token', async () => {
  const answer = await send('Authorization: Bearer abc~+/==');
  expect(statusOf(answer)).toBe(401);
  expect(challengeOf(answer)).toBe(challenge('error="invalid_token"'));
});

it('marks every answer as not to be stored, of a public route too', async () => {
  const { api, provider } = running;
  const answers = [
    await api.call('/health/live'),
    await api.call('/nowhere'),
    await api.call('/me'),
    await api.call('/me', { token: 'a.b.c' }),
    await api.call('/me', { token: provider.token() }),
    await api.call('/tasks/none', { token: provider.token() }),
  ];
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

it('writes no token and nothing of a person to the log', async () => {
  const { api, provider } = running;
  const token = await provider.token();
  await api.call('/me', { token });
  await api.call(`/me?access_token=${token}`, { token });
  await api.call('/tasks?cursor=secret', { token });
  const log = JSON.stringify(api.log);
  for (const part of token.split('.')) {
    expect(log).not.toContain(part);
  }
  for (const text of ['Ada', 'ada@', 'a3b1f0a4', 'secret']) {
    expect(log).not.toContain(text);
  }
});
