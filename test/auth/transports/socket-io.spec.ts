import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
} from '@nestjs/websockets';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import {
  CurrentCaller,
  Public,
  RequireAccess,
  RequireRoles,
  type Caller,
} from '../../../src/auth/index.js';
import { startApplication, type TestApplication } from '../support/application.js';

const seen: unknown[] = [];

@WebSocketGateway({ namespace: 'reports' })
class ReportsGateway implements OnGatewayConnection {
  handleConnection(client: { readonly caller?: Caller }): void {
    seen.push(client.caller?.name);
  }

  @SubscribeMessage('list')
  @RequireAccess({ scopes: ['reports.read'] })
  list(@CurrentCaller() caller: Caller, @MessageBody() month: string): string {
    return `${month} of ${caller.name}`;
  }

  @SubscribeMessage('audit')
  @RequireRoles('Auditor')
  audit(): string {
    return 'audited';
  }

  @SubscribeMessage('unmarked')
  unmarked(): string {
    return 'for whoever has a token';
  }
}

@Public()
@WebSocketGateway({ namespace: 'open' })
class OpenGateway {
  @SubscribeMessage('who')
  who(@ConnectedSocket() client: { readonly caller?: Caller }): string {
    return client.caller?.name ?? 'nobody';
  }

  @SubscribeMessage('closed')
  @RequireAccess()
  closed(): string {
    return 'for whoever has a token';
  }
}

interface Refusal {
  readonly statusCode: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

let started: TestApplication;
const sockets: Socket[] = [];

beforeAll(async () => {
  started = await startApplication({ providers: [ReportsGateway, OpenGateway] });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) {
    socket.disconnect();
  }
});
afterAll(() => started[Symbol.asyncDispose]());

/** Opens a connection, and waits until it stands or is refused. */
async function connect(
  options: Partial<ManagerOptions & SocketOptions>,
  namespace = 'reports',
  query = '',
): Promise<{ socket: Socket; refusal?: Refusal }> {
  const socket = io(`http://127.0.0.1:${started.port}/${namespace}${query}`, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    ...options,
  });
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve({ socket }));
    socket.once('connect_error', (error) =>
      resolve({ socket, refusal: (error as Error & { data: Refusal }).data }),
    );
  });
}

/** What a handler answers, or how it refuses. */
function ask(socket: Socket, message: string, body?: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('exception', resolve);
    socket.emit(message, body, (answer: unknown) => {
      socket.off('exception', resolve);
      resolve(answer);
    });
  });
}

const token = (request: object = {}) =>
  started.provider.token({ scopes: ['reports.read'], ...request });

describe.each(['websocket', 'polling'])('a connection of socket.io by %s', (transport) => {
  const options = { transports: [transport] };

  it('is opened with a token in `auth.token` or in the Authorization header', async () => {
    for (const credentials of [
      { auth: { token: await token() } },
      { extraHeaders: { authorization: `Bearer ${await token()}` } },
    ]) {
      const { socket, refusal } = await connect({ ...options, ...credentials });
      expect(refusal).toBeUndefined();
      expect(await ask(socket, 'list', 'May')).toBe('May of Ada Lovelace');
      expect(seen.pop()).toBe('Ada Lovelace');
    }
  });

  it('is refused without a token, before any handler knows of it', async () => {
    const { refusal } = await connect(options);
    expect(refusal).toEqual({
      status: 'error',
      statusCode: 401,
      message: 'Unauthorized. Access token is missing or invalid.',
      headers: {
        'WWW-Authenticate': expect.stringMatching(/^Bearer realm="[^"]+", auth/) as string,
      },
    });
    expect(seen).toEqual([]);
  });

  it('is refused with a token in the address', async () => {
    const query = `?token=${await token()}&access_token=${await token()}`;
    expect((await connect(options, 'reports', query)).refusal?.statusCode).toBe(401);
    const both = { ...options, auth: { token: await token() } };
    expect((await connect(both, 'reports', query)).refusal?.statusCode).toBe(400);
    expect(seen).toEqual([]);
  });

  it('is refused with a token that is not valid', async () => {
    const { provider } = started;
    for (const [bad, status] of [
      [await provider.expiredToken(), 401],
      [await provider.forgedToken(), 401],
      [await provider.foreignToken(), 401],
      ['not a token', 400],
      [17, 400],
    ]) {
      const { refusal } = await connect({ ...options, auth: { token: bad } });
      expect(refusal?.statusCode).toBe(status);
    }
    const both = { extraHeaders: { authorization: `Bearer ${await token()}` } };
    const twice = await connect({ ...options, ...both, auth: { token: await token() } });
    expect(twice.refusal?.statusCode).toBe(400);
    expect(seen).toEqual([]);
  });
});

it('checks each message against what its handler requires', async () => {
  const poor = await connect({ auth: { token: await token({ scopes: ['other'] }) } });
  expect(await ask(poor.socket, 'unmarked')).toBe('for whoever has a token');
  expect(await ask(poor.socket, 'list', 'May')).toMatchObject({
    status: 'error',
    statusCode: 403,
    message: expect.stringContaining('reports.read') as string,
    headers: {
      'WWW-Authenticate': expect.stringContaining('error="insufficient_scope"') as string,
    },
  });
  expect(await ask(poor.socket, 'audit')).toMatchObject({ statusCode: 403 });
  const auditor = await connect({ auth: { token: await token({ roles: ['Auditor'] }) } });
  expect(await ask(auditor.socket, 'audit')).toBe('audited');
  seen.length = 0;
});

it('ends a connection when its token expires, and not before', async () => {
  const { socket } = await connect({ auth: { token: await token({ expiresInSeconds: 2 }) } });
  const opened = Date.now();
  expect(await ask(socket, 'unmarked')).toBe('for whoever has a token');
  const reason = await new Promise((resolve) => socket.once('disconnect', resolve));
  expect(reason).toBe('io server disconnect');
  expect(Date.now() - opened).toBeGreaterThan(500);
  expect(Date.now() - opened).toBeLessThan(3000);
  seen.length = 0;
});

it('refuses messages once the key of the token is no longer listed', async () => {
  const { socket } = await connect({ auth: { token: await token() } });
  await started.provider.rotateKeys();
  // A token of the new key makes the keys be fetched again.
  const renewed = await connect({ auth: { token: await token() } });
  expect(await ask(renewed.socket, 'unmarked')).toBe('for whoever has a token');
  expect(await ask(socket, 'unmarked')).toMatchObject({ statusCode: 401 });
  seen.length = 0;
});

it('opens connections of a public gateway to everybody, and closes what requires something', async () => {
  const anonymous = await connect({}, 'open');
  expect(await ask(anonymous.socket, 'who')).toBe('nobody');
  expect(await ask(anonymous.socket, 'closed')).toMatchObject({ statusCode: 401 });
  const known = await connect({ auth: { token: await token() } }, 'open');
  expect(await ask(known.socket, 'who')).toBe('Ada Lovelace');
  expect(await ask(known.socket, 'closed')).toBe('for whoever has a token');
  const forged = { auth: { token: await started.provider.forgedToken() } };
  expect((await connect(forged, 'open')).refusal?.statusCode).toBe(401);
});

it('does not open a namespace that no gateway has', async () => {
  expect((await connect({}, '')).refusal?.statusCode).toBe(401);
});

it('does not start where gateways share a server and only one of them is public', async () => {
  @Public()
  @WebSocketGateway({ namespace: '/reports' })
  class PublicReportsGateway {}

  await expect(
    startApplication({ providers: [ReportsGateway, PublicReportsGateway] }),
  ).rejects.toThrow('PublicReportsGateway is marked @Public() and ReportsGateway is not');
});
