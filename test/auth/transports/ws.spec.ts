import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway, type OnGatewayConnection } from '@nestjs/websockets';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { CurrentCaller, Public, RequireAccess, type Caller } from '../../../src/auth/index.js';
import { startApplication, type TestApplication } from '../support/application.js';

const seen: unknown[] = [];

@WebSocketGateway({ path: '/reports' })
class ReportsGateway implements OnGatewayConnection {
  handleConnection(client: { readonly caller?: Caller }): void {
    seen.push(client.caller?.name);
  }

  @SubscribeMessage('list')
  @RequireAccess({ scopes: ['reports.read'] })
  list(@CurrentCaller() caller: Caller): object {
    return { event: 'listed', data: caller.name };
  }
}

@Public()
@WebSocketGateway({ path: '/open' })
class OpenGateway {
  @SubscribeMessage('all')
  all(): object {
    return { event: 'all', data: 'for everybody' };
  }

  @SubscribeMessage('closed')
  @RequireAccess()
  closed(): object {
    return { event: 'closed', data: 'for whoever has a token' };
  }
}

let started: TestApplication;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  started = await startApplication({
    providers: [ReportsGateway, OpenGateway],
    configure: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
  });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) {
    socket.terminate();
  }
});
afterAll(() => started[Symbol.asyncDispose]());

/** Opens a connection, and waits until it stands or is refused with a response. */
async function connect(
  path: string,
  token?: string,
): Promise<{ socket: WebSocket; refused?: IncomingMessage }> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`ws://127.0.0.1:${started.port}${path}`, { headers });
  sockets.push(socket);
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('open', () => resolve({ socket }));
    socket.once('unexpected-response', (_, refused) => resolve({ socket, refused }));
  });
}

async function ask(socket: WebSocket, event: string): Promise<unknown> {
  const answer = once(socket, 'message');
  socket.send(JSON.stringify({ event }));
  const [data] = (await answer) as [Buffer];
  return JSON.parse(data.toString()) as unknown;
}

const token = (request: object = {}) =>
  started.provider.token({ scopes: ['reports.read'], ...request });

it('opens a connection with a token, and says to the handlers whose it is', async () => {
  const { socket } = await connect('/reports', await token());
  expect(seen.pop()).toBe('Ada Lovelace');
  expect(await ask(socket, 'list')).toEqual({ event: 'listed', data: 'Ada Lovelace' });
});

it('refuses a connection without a valid token in its header with a response of HTTP', async () => {
  const { provider } = started;
  const none = await connect('/reports');
  expect(none.refused?.statusCode).toBe(401);
  expect(none.refused?.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+", auth/);
  for (const bad of [await provider.expiredToken(), await provider.forgedToken()]) {
    const { refused } = await connect('/reports', bad);
    expect(refused?.statusCode).toBe(401);
    expect(refused?.headers['www-authenticate']).toContain('error="invalid_token"');
  }
  expect((await connect(`/reports?access_token=${await token()}`)).refused?.statusCode).toBe(401);
  const both = await connect(`/reports?access_token=${await token()}`, await token());
  expect(both.refused?.statusCode).toBe(400);
  expect(seen).toEqual([]);
});

it('refuses a connection with 503 while the keys of the provider cannot be had', async () => {
  await using late = await startApplication({
    providers: [ReportsGateway],
    auth: { providers: [{ ...started.provider.options, ...unreachable(started) }] },
    configure: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
  });
  const headers = { authorization: `Bearer ${await token()}` };
  const socket = new WebSocket(`ws://127.0.0.1:${late.port}/reports`, { headers });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  expect(response.statusCode).toBe(503);
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  socket.terminate();
});

/** The policies of a provider that nobody answers for. */
function unreachable({ provider }: TestApplication): object {
  const { options } = provider;
  const policies = options.kind === 'b2c' ? options.policies : [];
  return {
    policies: policies.map(({ name }) => ({
      name,
      discoveryUrl: `http://127.0.0.1:1/${name}/v2.0/.well-known/openid-configuration`,
    })),
  };
}

it('checks each message against what its handler requires', async () => {
  const { socket } = await connect('/reports', await token({ scopes: ['other'] }));
  expect(await ask(socket, 'list')).toMatchObject({
    event: 'exception',
    data: { status: 'error', statusCode: 403 },
  });
  seen.length = 0;
});

it('opens a public gateway to everybody, and closes what requires something', async () => {
  const { socket } = await connect('/open');
  expect(await ask(socket, 'all')).toEqual({ event: 'all', data: 'for everybody' });
  expect(await ask(socket, 'closed')).toMatchObject({ data: { statusCode: 401 } });
  const forged = await connect('/open', await started.provider.forgedToken());
  expect(forged.refused?.statusCode).toBe(401);
});

it('closes a connection when its token expires', async () => {
  const { socket } = await connect('/reports', await token({ expiresInSeconds: 2 }));
  const opened = Date.now();
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4401);
  expect(Date.now() - opened).toBeLessThan(3000);
  seen.length = 0;
});

it('asks the check of the application itself first', async () => {
  @WebSocketGateway({
    path: '/own',
    verifyClient: ({ req }: { readonly req: IncomingMessage }) =>
      req.headers.origin === 'https://a.example',
  })
  class OwnGateway {}

  await using own = await startApplication({
    providers: [OwnGateway],
    configure: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
  });
  const authorization = `Bearer ${await own.provider.token()}`;
  for (const [headers, event] of [
    [{ authorization, origin: 'https://a.example' }, 'open'],
    [{ authorization, origin: 'https://b.example' }, 'unexpected-response'],
    [{ origin: 'https://a.example' }, 'unexpected-response'],
  ] as const) {
    const socket = new WebSocket(`ws://127.0.0.1:${own.port}/own`, { headers });
    socket.on('error', () => undefined);
    sockets.push(socket);
    await expect(once(socket, event)).resolves.toBeDefined();
  }
});
