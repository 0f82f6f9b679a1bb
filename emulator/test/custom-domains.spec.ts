import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultClientIds, defaultSecrets, type Emulator } from '../src/index.js';
import { apiScope, read } from './support/client.js';
import { runNode } from './support/compiled-command.js';
import { start } from './support/running-emulator.js';

const domain = 'contoso.b2clogin.com';
const guid = 'c0a0c0a0-b2c0-4e00-8000-000000000001';

function statusFor({ httpOrigin }: Emulator, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(httpOrigin, { headers: { host } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

describe('a custom domain', () => {
  it('is answered and is the host of issuers, and no other name is', async () => {
    const emulator = await start({ config: { customDomains: [domain.toUpperCase()] } });
    expect(emulator.issuer).toBe(`https://${domain}/${guid}/v2.0/`);
    expect(await statusFor(emulator, domain)).toBe(200);
    expect(await statusFor(emulator, `${domain}:8080`)).toBe(200);
    expect(await statusFor(emulator, `evil.${domain}`)).toBe(421);
    expect(await statusFor(emulator, 'fabrikam.b2clogin.com')).toBe(421);
  });

  it('is in the certificate, which is made anew when one is added', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b2c-domain-'));
    const options = { httpsPort: 0, certificateDir: folder };
    const before = await start(options);
    const after = await start({ ...options, config: { customDomains: [domain] } });
    expect(after.caCertificate).not.toBe(before.caCertificate);
    const again = await start({ ...options, config: { customDomains: [domain] } });
    expect(again.caCertificate?.trim()).toBe(after.caCertificate?.trim());
    await rm(folder, { recursive: true });
  });

  it.each(['https://contoso.b2clogin.com', 'contoso.b2clogin.com:443', 'a b', ''])(
    'cannot be %j',
    async (name) => {
      await expect(start({ config: { customDomains: [name] } })).rejects.toThrow(
        'customDomains[0]: a host name without a port',
      );
    },
  );
});

describe('a program with contoso.b2clogin.com wired in', () => {
  let emulator: Emulator;
  let proxy: Server;
  let folder: string;
  beforeAll(async () => {
    emulator = await start({ httpsPort: 0, config: { customDomains: [domain] } });
    // Stands for an entry in /etc/hosts and port 443: whatever is asked for, the emulator answers.
    proxy = createServer((socket) => {
      socket.once('data', (head) => {
        if (!head.toString().startsWith(`CONNECT ${domain}:443 `)) {
          socket.destroy();
          return;
        }
        const { port } = new URL(emulator.httpsOrigin ?? '');
        const upstream = connect(Number(port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          socket.pipe(upstream).pipe(socket);
        });
        upstream.on('error', () => socket.destroy());
        socket.on('error', () => upstream.destroy());
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()));
    folder = await mkdtemp(join(tmpdir(), 'b2c-wired-'));
    await writeFile(join(folder, 'ca.pem'), emulator.caCertificate ?? '');
  });
  afterAll(async () => {
    proxy.close();
    await rm(folder, { recursive: true });
  });

  const script = `
    import { ConfidentialClientApplication } from '@azure/msal-node';
    import { createRemoteJWKSet, jwtVerify } from 'jose';
    const authority = 'https://${domain}/contoso.onmicrosoft.com/b2c_1_signupsignin';
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: '${defaultClientIds.daemon}',
        clientSecret: '${defaultSecrets.daemon}',
        authority,
        knownAuthorities: ['${domain}'],
      },
    });
    const { accessToken } = await client.acquireTokenByClientCredential({
      scopes: ['${apiScope('.default')}'],
    });
    await jwtVerify(accessToken, createRemoteJWKSet(new URL(authority + '/discovery/v2.0/keys')), {
      issuer: 'https://${domain}/${guid}/v2.0/',
      audience: '${defaultClientIds.api}',
    });
    console.log(accessToken);
  `;

  it('gets and checks tokens', async () => {
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { stdout, stderr } = await runNode(['--input-type=module', '--eval', script], {
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
    });
    expect(stderr).toBe('');
    expect(read(stdout).claims).toMatchObject({ azp: defaultClientIds.daemon });
  });
});
