import type { Emulator } from '../src/index.js';
import { browser, root, statusOf } from './support/console.js';
import { start } from './support/running-emulator.js';
import { trustingFetch } from './support/trusting-fetch.js';

describe('access to the console', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await start({
      control: true,
      httpsPort: 0,
      config: { customDomains: ['login.contoso.example'] },
    });
  });

  it('is there only where the control API was turned on, and on plain HTTP', async () => {
    const without = await start();
    expect((await browser(without).open(root)).status).toBe(404);
    expect((await browser(without).open('/')).text).not.toContain(root);
    const secure = trustingFetch(emulator.caCertificate);
    expect((await secure(`${emulator.httpsOrigin}${root}`)).status).toBe(404);

    const page = await browser(emulator).open('/__emulator/');
    expect(page).toMatchObject({ status: 200, url: { pathname: `${root}/b2c/people` } });
    expect((await browser(emulator).open('/')).text).toContain(root);
  });

  it.each<[string, Record<string, string>]>([
    ['no origin', {}],
    ['the origin of another port', { origin: 'http://localhost:3000' }],
    ['the origin of another site', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
  ])('takes no form with %s', async (_case, headers) => {
    const before = emulator.keys();
    const path = `${root}/b2c/keys/rotate`;
    expect(await statusOf(emulator, 'POST', path, headers)).toBe(403);
    expect(emulator.keys()).toEqual(before);
  });

  it.each(['cross-site', 'same-site'])('takes no form that is %s', async (site) => {
    const headers = { origin: emulator.httpOrigin, 'sec-fetch-site': site };
    expect(await statusOf(emulator, 'POST', `${root}/b2c/keys/rotate`, headers)).toBe(403);
  });

  it('is read by no page of another origin, while links to it work', async () => {
    const path = `${root}/b2c/people`;
    const read = (headers: Record<string, string>) => statusOf(emulator, 'GET', path, headers);
    expect(await read({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
    expect(await read({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' })).toBe(403);
    expect(await read({ origin: 'http://localhost:3000' })).toBe(403);
    const frame = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    expect(await read({ 'sec-fetch-site': 'same-site', ...frame })).toBe(403);
    const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await read({ 'sec-fetch-site': 'same-site', ...link })).toBe(200);
  });

  it.each([
    ['login.contoso.example', 403],
    ['evil.example', 421],
  ])('has no name but those of loopback: %s', async (host, status) => {
    expect(await statusOf(emulator, 'GET', `${root}/b2c/people`, { host })).toBe(status);
  });

  it('stays closed to browsers at the control API', async () => {
    const headers = { origin: emulator.httpOrigin, 'sec-fetch-site': 'same-origin' };
    expect(await statusOf(emulator, 'POST', '/__emulator/keys', headers)).toBe(403);
  });

  it.each(['people', 'people/new', 'activity', 'run', 'tokens', 'registrations', 'keys'])(
    'has strict headers and nothing inline: %s',
    async (section) => {
      const page = await browser(emulator).open(`${root}/b2c/${section}`);
      expect(page.status).toBe(200);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; style-src 'self'; img-src 'self'");
      expect(policy).toContain("script-src 'self'; connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.text).not.toMatch(/<script>|<style|\sstyle=|\son[a-z]+=/);
    },
  );

  it.each(['b2c/nothing', 'nobody/people', 'b2c/people/nobody', 'b2c/%zz'])(
    'answers 404 at %s',
    async (path) => {
      expect((await browser(emulator).open(`${root}/${path}`)).status).toBe(404);
    },
  );
});
