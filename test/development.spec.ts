import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { developmentVariables } from './support/development.js';
import { useLocalSetUp } from './support/local-set-up.js';
import { useRunningApi } from './support/running-api.js';
import type { Answer } from './support/api.js';

/** What a page or a program asks, with headers that fetch would not let it set. */
function ask(origin: string, method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(origin + path, { method, headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

interface Explained {
  readonly reason: string;
  readonly explanation?: {
    readonly verdict: string;
    readonly checks: readonly { readonly check: string; readonly status: string }[];
  };
}

describe('on a developer’s machine', () => {
  const running = useLocalSetUp(undefined, {
    ...developmentVariables,
    DEVELOPMENT_LINKS: 'Nobody=http://127.0.0.1:9/',
  });
  const pathOf = ({ body }: Answer) => new URL(String(body['explanation'])).pathname;
  const explanationOf = (answer: Answer) =>
    running.api.call<Explained>(`${pathOf(answer)}/explanation`);

  it('has a page at the first address, without script or style in it', async () => {
    const { status, headers, body } = await running.api.call<string>('/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';frame-ancestors 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';form-action 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain('demo@contoso.example');
    expect(body).not.toMatch(/<style|<script>| on\w+=| style=/);
  });

  it('says which programs run', async () => {
    const { body } = await running.api.call<string>('/development/programs');
    const programs = JSON.parse(body) as readonly { name: string; up: boolean }[];
    expect(programs.map(({ name, up }) => [name, up])).toEqual([
      ['Tasks API', true],
      ['Local identity provider', true],
      ['Nobody', false],
    ]);
  });

  it('hands out a token that the API accepts', async () => {
    const { status, body } = await running.api.call('/development/tokens', { method: 'POST' });
    expect(status).toBe(200);
    expect((await running.api.call('/me', { token: String(body['token']) })).status).toBe(200);
  });

  it('explains at the address in a 401 why the token was refused', async () => {
    const token = await running.emulator.issueTestToken({ expiresInSeconds: -3600 });
    const refused = await running.api.call('/tasks', { token });
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ detail: expect.any(String), message: expect.any(String) });
    expect(refused.body['explanation']).toBe(
      `${running.publicUrl}/development/refusals/${String(refused.body['requestId'])}`,
    );
    expect(Number(refused.headers.get('content-length'))).toBeGreaterThan(0);
    const page = await running.api.call<string>(pathOf(refused));
    expect(page.status).toBe(200);
    expect(page.body).not.toContain(token);
    const { body } = await explanationOf(refused);
    expect(body.reason).toBe('expired');
    expect(body.explanation?.verdict).toBe('refused');
    const failed = body.explanation?.checks.filter(({ status }) => status === 'failed');
    expect(failed?.map(({ check }) => check)).toEqual(['times']);
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it('says that a refused request had no token', async () => {
    const refused = await running.api.call('/tasks');
    const { status, body } = await explanationOf(refused);
    expect(status).toBe(200);
    expect(body).toEqual({ reason: 'no_credentials' });
  });

  it('leaves every other answer as it is', async () => {
    const token = await running.emulator.issueTestToken();
    const answers = await Promise.all([
      running.api.call('/tasks', { token }),
      running.api.call('/nowhere'),
      running.api.call('/tasks', { token, method: 'POST', body: {} }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 400]);
    for (const { body } of answers) {
      expect(body).not.toHaveProperty('explanation');
    }
  });

  it('knows nothing of a request id that was never refused', async () => {
    expect((await running.api.call('/development/refusals/unknown/explanation')).status).toBe(404);
  });

  it('explains a token that somebody pastes', async () => {
    const token = `Bearer ${await running.emulator.issueTestToken()}`;
    const { status, body } = await running.api.call('/development/explanations', {
      method: 'POST',
      body: { token },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: 'acceptable',
      sentences: { verdict: 'Acceptable.', opening: 'It opens:' },
    });
  });

  it.each<[string, Record<string, string>]>([
    ['a page of another origin', { origin: 'http://localhost:3000' }],
    ['a page that was opened from a file', { origin: 'null' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['a name that leads to this machine', { host: 'attacker.example:8000' }],
    ['a name that begins like this machine’s', { host: 'localhost.attacker.example' }],
  ])('refuses %s', async (_, headers) => {
    for (const [method, path] of [
      ['POST', '/development/tokens'],
      ['GET', '/development/programs'],
      ['GET', '/development/refusals/any/explanation'],
      ['GET', '/'],
    ] as const) {
      const { status, body } = await ask(running.api.origin, method, path, headers);
      expect({ path, status }).toEqual({ path, status: 403 });
      expect(body).not.toContain('eyJ');
    }
  });
});

describe.each<[string, Readonly<Record<string, string>>]>([
  ['in production', { NODE_ENV: 'production' }],
  ['without NODE_ENV', { NODE_ENV: '' }],
  ['that others can reach', { HOST: '0.0.0.0' }],
  ['with a public address', { PUBLIC_URL: 'https://tasks.contoso.com' }],
  ['behind a proxy', { TRUST_PROXY: '10.0.0.0/8' }],
])('an API %s', (_, variables) => {
  const running = useRunningApi({ environment: { ...developmentVariables, ...variables } });

  it('has none of it', async () => {
    const { api } = running;
    const start = await fetch(`${api.origin}/`, { redirect: 'manual' });
    expect([start.status, start.headers.get('location')]).toEqual([302, '/docs']);
    for (const [method, path] of [
      ['POST', '/development/tokens'],
      ['POST', '/development/explanations'],
      ['GET', '/development/programs'],
      ['GET', '/development/start-page.js'],
    ] as const) {
      expect((await api.call(path, { method })).status).toBe(404);
    }
    const refused = await api.call('/tasks', { token: 'eyJ.eyJ.eyJ' });
    expect(refused.status).toBe(401);
    expect(Object.keys(refused.body)).toEqual([
      'type',
      'title',
      'status',
      'detail',
      'message',
      'requestId',
    ]);
    const { requestId } = refused.body;
    expect((await api.call(`/development/refusals/${String(requestId)}`)).status).toBe(404);
    const script = await api.call<string>('/docs/swagger-ui-init.js');
    expect(script.body).not.toContain('Demo-pass-1');
    const printed = api.nest.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    expect(printed).not.toContain('development');
  });
});
