import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import { freePort } from 'test-support';
import { environmentOf, WebClient } from './support/web-client.js';

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

/** The client's environment with an https redirect URI. */
async function environment(): Promise<Record<string, string>> {
  const port = await freePort();
  const authorityHost = emulator.httpOrigin;
  return {
    ...environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port }),
    REDIRECT_URI: `https://localhost:${port}/getAToken`,
  };
}

it('serves https with a configured certificate, and a cookie for this host only', async () => {
  const client = await WebClient.start({
    ...(await environment()),
    TLS_CERT: join(folder, 'localhost.pem'),
    TLS_KEY: join(folder, 'localhost-key.pem'),
  });
  const request = get(`${client.origin}/auth/sign_in`, { ca: emulator.caCertificate });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.resume();
  const { location = '', ...headers } = answer.headers;
  expect(headers['set-cookie']?.[0]).toMatch(/^__Host-tasks-session=.*Path=\/.*Secure/);
  expect(headers['strict-transport-security']).toContain('max-age=');
  expect(new URL(location).searchParams.get('redirect_uri')).toBe(`${client.origin}/getAToken`);
  await client.close();
});

it('gives a session behind a proxy only to callers that came there over https', async () => {
  const env = await environment();
  const client = await WebClient.start(env);
  const cookieFor = async (headers: Record<string, string>) => {
    const address = `http://localhost:${env['PORT']}/auth/sign_in`;
    const answer = await fetch(address, { headers, redirect: 'manual' });
    return answer.headers.get('set-cookie');
  };
  expect(await cookieFor({ 'x-forwarded-proto': 'https' })).toMatch(/^__Host-.*Secure/);
  expect(await cookieFor({})).toBeNull();
  await client.close();
});
