import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { defaultClientIds, startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import { Api } from '../support/api.js';
import { useDoctor } from '../support/doctor.js';
import { policyName } from '../support/provider.js';

const doctor = useDoctor();
let emulator: Emulator;
let proxy: Server;
let proxyUrl: string;
let connects: string[];
let answer: string;

/** A real proxy, which takes CONNECT and nothing else. */
beforeAll(async () => {
  emulator = await startEmulator({ httpsPort: 0 });
  tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), emulator.caCertificate ?? '']);
  proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on('connect', (request, socket) => {
    connects.push(request.url ?? '');
    socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
    if (!answer.startsWith('200')) {
      socket.end();
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(/:(?=\d+$)/);
    const upstream = connect(Number(port), host);
    upstream.pipe(socket).pipe(upstream);
    for (const end of [upstream, socket]) {
      end.on('error', () => undefined);
    }
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});

beforeEach(() => {
  connects = [];
  answer = '200 Connection established';
});

afterAll(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await emulator.close();
});

const https = () => new URL(emulator.httpsOrigin ?? '');
const environment = () => ({
  APP_CLIENT_ID: defaultClientIds.api,
  AUTHORITY_HOST: https().origin,
  HTTPS_PROXY: proxyUrl,
});

it('fetches discovery document and keys through it, and accepts tokens', async () => {
  const api = await Api.start({ origin: https().origin }, environment());
  await api.whenReady();
  expect(connects).toEqual([https().host, https().host]);
  const token = await emulator.issueTestToken({ policy: policyName });
  expect((await api.call('/me', { token })).status).toBe(200);
  await api.close();
});

it('reaches the hosts of NO_PROXY directly', async () => {
  const api = await Api.start(
    { origin: https().origin },
    { ...environment(), NO_PROXY: 'example.com, localhost' },
  );
  await api.whenReady();
  expect(connects).toEqual([]);
  await api.close();
});

it('says in log and doctor what the proxy answered', async () => {
  answer = '407 Proxy Authentication Required';
  const api = await Api.start({ origin: https().origin }, environment());
  const said = () => api.log.some(({ msg }) => String(msg).includes('the proxy answered 407'));
  while (!said()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await api.close();
  expect(await doctor.finding(`discovery (${policyName})`, environment())).toMatchObject({
    status: 'failed',
    found: expect.stringContaining('the proxy answered 407') as string,
    toDo: expect.stringContaining('HTTPS_PROXY') as string,
  });
});
