import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { freePort, Visitor } from 'test-support';
import { environmentOf, WebClient } from './support/web-client.js';

const providerHost = 'contoso.b2clogin.com';
const providerOrigin = `https://${providerHost}`;

/** The provider behind the proxy, under a name that only the proxy can resolve. */
async function startProvider(): Promise<Server> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: providerHost }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: providerHost }] }],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  const server = createHttpsServer({ key, cert }, (request, response) => {
    const policy = `${providerOrigin}${request.url?.split('/v2.0/')[0]}`;
    const metadata = {
      issuer: `${providerOrigin}/33333333-3333-4333-8333-333333333333/v2.0/`,
      authorization_endpoint: `${policy}/oauth2/v2.0/authorize`,
      token_endpoint: `${policy}/oauth2/v2.0/token`,
      end_session_endpoint: `${policy}/oauth2/v2.0/logout`,
      jwks_uri: `${policy}/discovery/v2.0/keys`,
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** An HTTP proxy that knows CONNECT (RFC 9110 section 9.3.6), and asks for a password where told to. */
async function startProxy(target: Server, seen: string[], password?: string): Promise<Server> {
  const server = createHttpServer((_request, response) => response.writeHead(501).end());
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push(request.url ?? '');
    const { 'proxy-authorization': given = '' } = request.headers;
    if (password !== undefined && given !== `Basic ${Buffer.from(password).toString('base64')}`) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const upstream = connect((target.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const seen: string[] = [];
let provider: Server;
let proxy: Server;
let client: WebClient | undefined;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
afterEach(async () => {
  await client?.close();
  client = undefined;
  proxy.close();
  seen.length = 0;
});

async function startClient(environment: Record<string, string>): Promise<WebClient> {
  const port = await freePort();
  const { AUTHORITY_HOST: _, ...rest } = environmentOf({
    authorityHost: '',
    endpoint: 'http://localhost:8000/tasks',
    port,
  });
  client = await WebClient.start({ ...rest, ...environment });
  return client;
}

/** The page that `/auth/sign_in` leads to, before a browser opens the provider's. */
const startSignIn = ({ origin }: WebClient) =>
  new Visitor().open(`${origin}/auth/sign_in`, { until: providerOrigin });

const addressOf = (server: Server) => `127.0.0.1:${(server.address() as AddressInfo).port}`;

it('reaches the provider through the proxy of HTTPS_PROXY', async () => {
  proxy = await startProxy(provider, seen);
  const page = await startSignIn(await startClient({ HTTPS_PROXY: `http://${addressOf(proxy)}` }));
  expect(page.url.origin).toBe(providerOrigin);
  expect(seen).toEqual([`${providerHost}:443`]);
});

it('sends the user name and password in its address to the proxy', async () => {
  proxy = await startProxy(provider, seen, 'user:pass word');
  const url = `http://user:pass%20word@${addressOf(proxy)}`;
  expect((await startSignIn(await startClient({ HTTPS_PROXY: url }))).url.origin).toBe(
    providerOrigin,
  );
});

it('logs why a proxy refuses, without its password', async () => {
  proxy = await startProxy(provider, seen, 'user:right');
  const refused = await startClient({ HTTPS_PROXY: `http://user:wrong@${addressOf(proxy)}` });
  expect((await startSignIn(refused)).status).toBe(503);
  const log = refused.log.join('\n');
  expect(log).toMatch(/Proxy response \(407\)/);
  expect(log).not.toContain('wrong');
});

it.each([
  'contoso.b2clogin.com',
  '.b2clogin.com',
  'b2clogin.com',
  '*',
  'a.example, contoso.b2clogin.com:443',
])('does not use the proxy for what NO_PROXY lists: %s', async (noProxy) => {
  proxy = await startProxy(provider, seen);
  const direct = await startClient({
    HTTPS_PROXY: `http://${addressOf(proxy)}`,
    NO_PROXY: noProxy,
  });
  // Nothing but the proxy can resolve the name.
  expect((await startSignIn(direct)).status).toBe(503);
  expect(direct.log.join('\n')).toMatch(/ENOTFOUND|EAI_AGAIN/);
  expect(seen).toEqual([]);
});

it('uses no proxy for this machine', async () => {
  proxy = await startProxy(provider, seen);
  const port = (provider.address() as AddressInfo).port;
  const local = await startClient({
    HTTPS_PROXY: `http://${addressOf(proxy)}`,
    AUTHORITY_HOST: `https://localhost:${port}`,
  });
  expect((await startSignIn(local)).status).toBe(503);
  expect(seen).toEqual([]);
});

it('does not go past a proxy that is down', async () => {
  proxy = await startProxy(provider, seen);
  const unreachable = await startClient({ HTTPS_PROXY: `http://127.0.0.1:${await freePort()}` });
  expect((await startSignIn(unreachable)).status).toBe(503);
  expect(unreachable.log.join('\n')).toContain('ECONNREFUSED');
});
