import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { startEmulator, type Emulator, type LoopbackHost } from '../src/index.js';
import { address, authorizeUrl, receiveCode, redeem, signIn } from './support/client.js';
import { start } from './support/running-emulator.js';
import { formsOf, Visitor } from 'test-support';

describe('the emulator', () => {
  it('does not start in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'Production';
    try {
      await expect(startEmulator()).rejects.toThrow('does not start with NODE_ENV=production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('listens on loopback addresses only', async () => {
    const { httpOrigin } = await start();
    const port = Number(new URL(httpOrigin).port);
    expect(await reachable('127.0.0.1', port)).toBe(true);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address: host } of others) {
      expect(await reachable(host, port)).toBe(false);
    }
    const everywhere = '0.0.0.0' as LoopbackHost;
    await expect(startEmulator({ host: everywhere })).rejects.toThrow('loopback only');
  });

  it('says who it is in every answer', async () => {
    const emulator = await start();
    const answer = await fetch(emulator.discoveryUrl());
    expect(answer.headers.get('x-local-emulator')).toBe('azure-ad-b2c');
  });

  it('names the port that is taken', async () => {
    const { httpOrigin } = await start();
    const httpPort = Number(new URL(httpOrigin).port);
    await expect(startEmulator({ httpPort })).rejects.toThrow(`port ${httpPort} is already in use`);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:8080', '10.0.0.1'])(
    'does not answer to the name %s, so that no web page can rebind its own to it',
    async (host) => {
      const emulator = await start({ control: true });
      for (const path of ['/', '/__emulator/users', new URL(emulator.discoveryUrl()).pathname]) {
        expect(await statusFor(emulator, path, host)).toBe(421);
      }
    },
  );

  it('refuses bodies beyond 64 KiB', async () => {
    const emulator = await start();
    const response = await fetch(address(emulator, 'token'), {
      method: 'POST',
      body: 'x'.repeat(70_000),
    });
    expect(response.status).toBe(413);
  });

  it('logs no code, token or hint', async () => {
    const lines: string[] = [];
    const emulator = await start({ log: (line) => lines.push(line) });
    const code = await receiveCode(emulator, { login_hint: 'jo@contoso.example' });
    await redeem(emulator, code);
    const log = lines.join('\n');
    expect(log).toMatch(
      /^\[local emulator\] POST \/contoso\.onmicrosoft\.com\/\S+\/token 200 \d+ ms$/m,
    );
    for (const secret of [code, 'jo@contoso.example', 'state', 'Demo-pass-1']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('a page', () => {
  let emulator: Emulator;
  beforeAll(async () => (emulator = await start()));

  it('loads nothing from elsewhere, runs no script and cannot be framed', async () => {
    const page = await new Visitor({ within: emulator.httpOrigin }).open(authorizeUrl(emulator));
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(policy).toContain("form-action 'self' http://localhost:3000 ");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.text).not.toContain('<script');
  });

  it('escapes what comes from outside', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const payload = '"><img src=x onerror=alert(1)>';
    const hinted = await visitor.open(authorizeUrl(emulator, { login_hint: payload }));
    const refused = await visitor.open(authorizeUrl(emulator, { client_id: payload }));
    for (const { text } of [hinted, refused]) {
      expect(text).not.toContain('<img');
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    }
  });

  it('does not take a form without its CSRF token', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const page = await visitor.open(authorizeUrl(emulator));
    for (const csrf of ['', 'guessed']) {
      const answer = await visitor.submit(page, 'sign-in', {
        csrf,
        email: 'demo@contoso.example',
        password: 'Demo-pass-1',
      });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('AADB2C90046');
    }
  });

  it('does not take a form from another browser than it was shown to', async () => {
    const page = await new Visitor({ within: emulator.httpOrigin }).open(authorizeUrl(emulator));
    const answer = await signIn(new Visitor({ within: emulator.httpOrigin }), page);
    expect(answer.text).toContain('AADB2C90046');
  });

  it('goes on in each of six tabs that were opened at the same moment', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const pages = await Promise.all(
      Array.from({ length: 6 }, () => visitor.open(authorizeUrl(emulator))),
    );
    for (const page of pages) {
      expect((await signIn(visitor, page)).url.searchParams.get('code')).toMatch(/./);
    }
  });

  it('is over once it was answered', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const page = await visitor.open(authorizeUrl(emulator));
    await signIn(visitor, page);
    expect((await signIn(visitor, page)).text).toContain('AADB2C90046');
  });

  it('belongs to its policy: the steps of others are not there', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const page = await visitor.open(authorizeUrl(emulator, {}, 'B2C_1_resetpassword'));
    for (const step of ['sign-in', 'profile', 'details']) {
      expect((await visitor.open(new URL(step, page.url))).status).toBe(404);
    }
    expect((await visitor.open(new URL('cancel', page.url))).status).toBe(405);
  });

  it('has a label for every field', async () => {
    const page = await new Visitor({ within: emulator.httpOrigin }).open(authorizeUrl(emulator));
    const names = formsOf(page.text).flatMap(({ fields }) => Object.keys(fields));
    expect(names).toEqual(expect.arrayContaining(['email', 'password']));
    for (const name of ['email', 'password']) {
      expect(page.text).toContain(`for="${name}"`);
    }
  });
});

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
}

function statusFor({ httpOrigin }: Emulator, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(new URL(path, httpOrigin), { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
