import type { EventEmitter } from 'node:events';
import { Injectable, type WebSocketAdapter } from '@nestjs/common';
import { ApplicationConfig, ModulesContainer } from '@nestjs/core';
import { Admission } from '../guards/index.js';
import { AuthExceptionFactory, RefusedError, type AuthException } from '../refusals/index.js';
import type { Caller, RequestCredentials } from '../token/index.js';
import { Connections, type AuthenticatedCarrier } from '../transports/index.js';
import { gatewaysIn, isSameAddress, type Gateway, type ServerAddress } from './gateways.js';
import { connectionsOf, type SocketServer } from './socket-servers.js';

/**
 * Authenticates the connections of gateways before `handleConnection` and any handler of messages sees them, by
 * way of the adapter that the application chose: socket.io or ws. A connection whose token expires is ended.
 */
@Injectable()
export class SocketAuthentication {
  readonly #guarded = new WeakSet<object>();

  constructor(
    config: ApplicationConfig,
    private readonly modules: ModulesContainer,
    private readonly admission: Admission,
    private readonly exceptions: AuthExceptionFactory,
    private readonly connections: Connections,
  ) {
    // Whoever sets the adapter, Nest or the application: it is the one place that they come by.
    const setIoAdapter = config.setIoAdapter.bind(config);
    config.setIoAdapter = (adapter) => setIoAdapter(this.#authenticating(adapter));
  }

  #authenticating(adapter: WebSocketAdapter): WebSocketAdapter {
    const create = adapter.create.bind(adapter);
    const bindClientConnect = adapter.bindClientConnect.bind(adapter);
    return Object.assign(adapter, {
      create: (port: number, options?: Omit<ServerAddress, 'port'>): unknown => {
        const server = create(port, options) as SocketServer;
        this.#guard(server, { ...options, port });
        return server;
      },
      bindClientConnect: (server: SocketServer, connected: (...args: unknown[]) => void) => {
        const kind = connectionsOf(server);
        bindClientConnect(server, (client: EventEmitter, ...rest: unknown[]) => {
          const opened = kind.openedWith(client, rest[0]);
          const credentials = this.connections.credentialsOf(opened);
          if (!credentials) {
            kind.end(client);
            return;
          }
          this.connections.open(client, credentials);
          const { caller, user } = opened as AuthenticatedCarrier;
          if (caller) {
            Object.assign(client, { caller, user });
            this.connections.endWithToken(client, caller, kind.closed, () => kind.end(client));
          }
          connected(client, ...rest);
        });
      },
    });
  }

  #guard(server: SocketServer, address: ServerAddress): void {
    if (this.#guarded.has(server)) {
      return;
    }
    this.#guarded.add(server);
    const needsToken = !isOpenToAll(
      gatewaysIn(this.modules).filter((gateway) => isSameAddress(gateway, address)),
    );
    connectionsOf(server).authenticate(server, (opened, credentials) =>
      this.#admit(opened, credentials, needsToken),
    );
  }

  /** Without credentials only to what is open to all; those that are there must be valid anywhere. */
  async #admit(
    opened: object,
    credentials: RequestCredentials,
    needsToken: boolean,
  ): Promise<AuthException | undefined> {
    const carrier: AuthenticatedCarrier = opened;
    try {
      await this.#callerOf(credentials, carrier, needsToken);
      this.connections.open(opened, credentials);
      return undefined;
    } catch (error) {
      if (!(error instanceof RefusedError)) {
        throw error;
      }
      return this.exceptions.create(error.refusal, { header: () => undefined }, error.provider);
    }
  }

  async #callerOf(
    credentials: RequestCredentials,
    carrier: AuthenticatedCarrier,
    needsToken: boolean,
  ): Promise<Caller | undefined> {
    try {
      const caller = await this.admission.admit(credentials, carrier);
      // The tolerance for clocks that differ is too short for a connection.
      if (caller.expiresAt * 1000 <= Date.now()) {
        throw new RefusedError({ kind: 'invalid_token', reason: 'expired' }, caller.provider);
      }
      return caller;
    } catch (error) {
      const isAbsent = error instanceof RefusedError && error.refusal.kind === 'no_credentials';
      if (isAbsent && !needsToken) {
        return undefined;
      }
      throw error;
    }
  }
}

/** @throws {TypeError} where gateways that disagree share a server, and so their connections */
function isOpenToAll(gateways: readonly Gateway[]): boolean {
  const open = gateways.find(({ isPublic }) => isPublic);
  const closed = gateways.find(({ isPublic }) => !isPublic);
  if (open && closed) {
    throw new TypeError(
      `${open.metatype.name} is marked @Public() and ${closed.metatype.name} is not, and they share the ` +
        'connections of one server: give one of them a namespace, a path or a port of its own',
    );
  }
  return open !== undefined;
}
