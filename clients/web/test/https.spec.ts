import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import { freePort, Visitor } from 'test-support';
import { signIn, startB2cEmulator } from './support/full-stack.js';
import { environmentOf, WebClient } from './support/web-client.js';

describe('with a certificate', () => {
  let folder: string;
  let emulator: Emulator;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tasks-web-client-'));
    // Its certificate is for localhost, and so valid for the client too.
    emulator = await startEmulator({ httpsPort: 0, certificateDir: folder });
  });
  afterAll(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  it('serves https, and sends cookies for this host only', async () => {
    const port = await freePort();
    const authorityHost = emulator.httpOrigin;
    const client = await WebClient.start({
      ...environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port }),
      REDIRECT_URI: `https://localhost:${port}/getAToken`,
      TLS_CERT: join(folder, 'localhost.pem'),
      TLS_KEY: join(folder, 'localhost-key.pem'),
    });
    const request = get(`${client.origin}/auth/sign_in`, { ca: emulator.caCertificate });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    answer.resume();
    const { location = '', ...headers } = answer.headers;
    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-tasks-sign-in-.*Path=\/.*Secure/);
    expect(headers['strict-transport-security']).toContain('max-age=');
    expect(new URL(location).searchParams.get('redirect_uri')).toBe(`${client.origin}/getAToken`);
    await client.close();
  });
});

describe('behind proxies', () => {
  let emulator: Emulator;
  let client: WebClient;
  let direct: string;

  beforeAll(async () => {
    const port = await freePort();
    direct = `http://localhost:${port}`;
    emulator = await startB2cEmulator(port, undefined, `https://localhost:${port}`);
    const authorityHost = emulator.httpOrigin;
    client = await WebClient.start({
      ...environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port }),
      REDIRECT_URI: `https://localhost:${port}/getAToken`,
    });
  });
  afterAll(async () => {
    await client.close();
    await emulator.close();
  });

  /** A browser whose https requests arrive as plain http, with this header. */
  class ProxiedVisitor extends Visitor {
    constructor(private readonly forwardedProto: string | undefined) {
      super();
    }

    override open(...[address, request]: Parameters<Visitor['open']>): ReturnType<Visitor['open']> {
      const url = new URL(address);
      const isClient = url.href.startsWith(client.origin) || url.origin === direct;
      if (!isClient) {
        return super.open(url, request);
      }
      const { forwardedProto: proto } = this;
      const headers = {
        ...request?.headers,
        ...(request?.headers?.['origin'] !== undefined && { origin: client.origin }),
        ...(proto !== undefined && { 'x-forwarded-proto': proto }),
      };
      return super.open(`${direct}${url.pathname}${url.search}`, { ...request, headers });
    }
  }

  it.each(['https', 'https,http', 'http,https', 'HTTPS', 'http', 'nonsense', undefined])(
    'signs in with Secure cookies whatever X-Forwarded-Proto says: %s',
    async (proto) => {
      const visitor = new ProxiedVisitor(proto);
      const { page } = await signIn({ origin: direct }, visitor);
      expect(page.text).toContain('Hello, <bdi>Demo Person');
      const names = ['__Host-tasks-sign-in-', '__Host-tasks-session='];
      for (const name of names) {
        const cookies = visitor.setCookieHeaders.filter((line) => line.startsWith(name));
        expect(cookies.length).toBeGreaterThan(0);
        expect(cookies.filter((line) => !/; Secure/.test(line))).toEqual([]);
      }
      const home = await visitor.submit(page, 'sign_out');
      expect(home.text).toContain('You are signed out.');
      const cleared = visitor.setCookieHeaders.findLast((line) => line.startsWith(names[1] ?? ''));
      // Browsers ignore a __Host- cookie without Secure, and so would not delete it.
      expect(cleared).toMatch(/^__Host-tasks-session=;.*Secure/);
    },
  );
});
