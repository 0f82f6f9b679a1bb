import type { EventEmitter } from 'node:events';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { AuthException } from '../refusals/index.js';
import type { RequestCredentials } from '../token/index.js';
import {
  authTokenOf,
  bearer,
  handshakeCredentials,
  refusalMessage,
  unauthorizedClosure,
} from '../transports/index.js';

/** Says whether a connection may be opened, or why not. */
type Admit = (
  opened: object,
  credentials: RequestCredentials,
) => Promise<AuthException | undefined>;

/** How a kind of server opens and ends connections. */
interface SocketKind {
  /** Asks before each connection; one that is refused is never opened. */
  authenticate(server: SocketServer, admit: Admit): void;
  /** What {@link authenticate} asked for, of a connection that has been opened. */
  openedWith(client: object, request: unknown): object;
  readonly closed: 'close' | 'disconnect';
  end(client: object): void;
}

/** What adapters of Nest create: a server or a namespace of socket.io, or a server of ws. */
export type SocketServer = SocketIoServer | WsServer;

interface SocketIoServer {
  use(middleware: (socket: SocketIoSocket, next: (error?: Error) => void) => void): unknown;
}

interface SocketIoSocket extends EventEmitter {
  readonly request: IncomingMessage;
  readonly handshake: { readonly auth: unknown };
  disconnect(): unknown;
}

/** Status, reason phrase and headers of a response in the place of a connection. */
type RefusedUpgrade = [status?: number, message?: string, headers?: Record<string, string>];
type Verified = (admitted: boolean, ...answer: RefusedUpgrade) => void;
type VerifyClient = (info: { readonly req: IncomingMessage }, done: Verified) => unknown;

interface WsServer {
  readonly options: { verifyClient?: VerifyClient | null | undefined };
}

/** https://socket.io/docs/v4/middlewares */
const socketIo = {
  authenticate(server: SocketIoServer, admit: Admit) {
    server.use((socket, next) => {
      const token = authTokenOf(socket.handshake);
      const sent = token === undefined ? [] : [bearer(token)];
      admit(socket, handshakeCredentials(socket.request, sent)).then(
        (refused) =>
          next(
            refused && Object.assign(new Error(refused.message), { data: refusalMessage(refused) }),
          ),
        () => next(new Error('Internal server error')),
      );
    });
  },
  openedWith: (client: object) => client,
  closed: 'disconnect' as const,
  end: (client: object) => void (client as SocketIoSocket).disconnect(),
};

/** https://github.com/websockets/ws/blob/master/doc/ws.md#new-websocketserveroptions-callback */
const ws = {
  authenticate({ options }: WsServer, admit: Admit) {
    const ofApplication = options.verifyClient;
    options.verifyClient = (info, done) => {
      const decide = (admitted: boolean, ...answer: RefusedUpgrade) => {
        if (!admitted) {
          done(false, ...answer);
          return;
        }
        admit(info.req, handshakeCredentials(info.req)).then(
          (refused) => (refused ? done(false, ...answerOf(refused)) : done(true)),
          () => done(false, 500, STATUS_CODES[500]),
        );
      };
      if (!ofApplication) {
        decide(true);
      } else if (ofApplication.length > 1) {
        ofApplication(info, decide);
      } else {
        decide(Boolean((ofApplication as (given: typeof info) => unknown)(info)));
      }
    };
  },
  openedWith: (_client: object, request: unknown) => request as object,
  closed: 'close' as const,
  end: (client: object) =>
    (client as { close(code: number, reason: string): void }).close(...unauthorizedClosure),
};

/**
 * How a server opens connections, by what its documentation says that it has.
 *
 * @throws {TypeError} for a server of any other kind: its connections could not be checked
 */
export function connectionsOf(server: SocketServer): SocketKind {
  if ('use' in server && typeof server.use === 'function') {
    return socketIo;
  }
  if ('options' in server && typeof server.options === 'object') {
    return ws;
  }
  throw new TypeError('AuthModule works with gateways of socket.io and ws, not with this adapter');
}

function answerOf(refused: AuthException): RefusedUpgrade {
  const status = refused.getStatus();
  return [status, STATUS_CODES[status], { ...refused.headers }];
}
