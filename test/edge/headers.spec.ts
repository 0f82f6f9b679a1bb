import { sendRaw } from '../support/raw-request.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

const nothing = "default-src 'none';base-uri 'none';frame-ancestors 'none'";

/** The content policy of an address, by directive. */
async function policyOf(path: string): Promise<Record<string, string>> {
  const { headers } = await running.api.call(path);
  const directives = (headers.get('content-security-policy') ?? '').split(';');
  return Object.fromEntries(
    directives.map((directive) => directive.split(/ (.*)/s).slice(0, 2) as [string, string]),
  );
}

it.each([
  ['/tasks', 200],
  ['/me', 200],
  ['/openapi.json', 200],
  ['/health/live', 200],
  ['/nothing', 404],
  ['/tasks?limit=x', 400],
  ['/tasks/%zz', 400],
])('lets a browser do nothing with %s', async (path, status) => {
  const answer = await running.api.call(path, { token: running.provider.token() });
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': nothing,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
  });
});

it.each(['NONSENSE\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`])(
  'says so even where there was no request',
  async (text) => {
    const { headers } = await sendRaw(running.api.origin, text);
    expect(headers).toContain(`content-security-policy: ${nothing}`);
    expect(headers).toContain('x-content-type-options: nosniff');
  },
);

it.each(['/docs', '/docs/', '/docs/index.html', '/docs/swagger-ui-init.js'])(
  'lets the documentation page run its own scripts and ask for tokens, and no more: %s',
  async (path) => {
    expect(await policyOf(path)).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'form-action': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': `'self' http://localhost:8000 ${running.provider.origin}`,
    });
    const { headers } = await running.api.call(path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
  },
);

it('does not cut the page that signs in off from the one that opened it', async () => {
  const { headers } = await running.api.call('/oauth2-redirect');
  expect(headers.get('cross-origin-opener-policy')).toBeNull();
  // Its address holds a code.
  expect(headers.get('cache-control')).toBe('no-store');
  expect(await policyOf('/oauth2-redirect')).toMatchObject({ 'script-src': "'self'" });
});

it('does not say what it is made of', async () => {
  const { headers } = await running.api.call('/health/live');
  expect(headers.get('server')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
});

it('asks for https only where that is how it is reached', async () => {
  const { headers } = await running.api.call('/health/live');
  expect(headers.get('strict-transport-security')).toBeNull();
});

describe('behind https', () => {
  const secure = useRunningApi({ environment: { PUBLIC_URL: 'https://tasks.contoso.example' } });

  it('asks for https from now on', async () => {
    for (const path of ['/health/live', '/docs', '/oauth2-redirect', '/nothing']) {
      const { headers } = await secure.api.call(path);
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
    }
  });
});

describe('what is too large', () => {
  it.each<[string, string, number]>([
    ['a header', `X: ${'x'.repeat(16_400)}`, 431],
    ['many headers', 'X-Header-Name: y\r\n'.repeat(1_900) + 'X: y', 431],
  ])('is refused: %s', async (_, header, status) => {
    const text = `GET /health/live HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n`;
    expect((await sendRaw(running.api.origin, text)).status).toBe(status);
  });

  it('is refused: an address', async () => {
    expect((await running.api.call(`/health/live?${'x'.repeat(4_100)}`)).status).toBe(414);
  });

  it('is accepted with a token of 12 KiB', async () => {
    const token = await running.provider.token({ claims: { filler: 'x'.repeat(8_200) } });
    expect(token.length).toBeGreaterThan(11_900);
    expect((await running.api.call('/me', { token })).status).toBe(200);
  });
});
