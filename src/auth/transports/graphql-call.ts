import type { IncomingMessage } from 'node:http';
import type { ExecutionContext } from '@nestjs/common';
import type { ResponseHeaders } from '../refusals/index.js';
import type { Caller } from '../token/index.js';
import {
  graphqlContextOf,
  graphqlRequestOf,
  noSink,
  type AuthenticatedCarrier,
  type Call,
} from './call.js';
import type { Connections } from './connections.js';
import { handshakeCredentials } from './handshake.js';
import type { HttpMessages } from './http-messages.js';

/** The context of a connection, as graphql-ws gives it in the place of a request. */
interface GraphqlWsContext {
  readonly connectionInitReceived: boolean;
  readonly connectionParams?: unknown;
  readonly extra: {
    readonly request: IncomingMessage;
    readonly socket: { close(code: number, reason: string): void };
  };
}

/** Closes a connection of graphql-ws: the code that it uses for what is unauthorized. */
export const unauthorizedClosure = [4401, 'Unauthorized'] as const;

/** A query or mutation over HTTP, or an operation over a WebSocket of graphql-ws or Mercurius. */
export function graphqlCall(
  context: ExecutionContext,
  messages: HttpMessages,
  connections: Connections,
): Call {
  const request = graphqlRequestOf(context);
  const carrier = request as AuthenticatedCarrier;
  if (isGraphqlWs(request)) {
    const { connectionParams, extra } = request;
    return {
      carrier,
      credentials: handshakeCredentials(extra.request, authorizationIn(connectionParams)),
      sink: noSink,
      accepted: endWith(connections, extra.request, () =>
        extra.socket.close(...unauthorizedClosure),
      ),
    };
  }
  const message = messages.incomingOf(request);
  const { res, reply, _connectionInit } = graphqlContextOf(context);
  if (message.headers.upgrade !== undefined) {
    return {
      carrier,
      credentials: handshakeCredentials(message, authorizationIn(_connectionInit)),
      sink: noSink,
      accepted: endWith(connections, message, () => message.socket.destroy()),
    };
  }
  return {
    carrier,
    credentials: messages.credentialsOf(request),
    sink: responseHeadersOf(res ?? reply ?? messages.responseOf(request), messages),
  };
}

function responseHeadersOf(response: unknown, messages: HttpMessages): ResponseHeaders {
  return response === undefined ? noSink : messages.responseHeadersOf(response);
}

function endWith(
  connections: Connections,
  { socket }: IncomingMessage,
  end: () => void,
): (caller: Caller) => void {
  return (caller) => connections.endWithToken(socket, caller, 'close', end);
}

function isGraphqlWs(request: object): request is GraphqlWsContext {
  return 'connectionInitReceived' in request && 'extra' in request;
}

/** The values of Authorization among the parameters of a connection, whatever the case of the name. */
function authorizationIn(parameters: unknown): unknown[] {
  return typeof parameters === 'object' && parameters !== null
    ? Object.entries(parameters)
        .filter(([name]) => name.toLowerCase() === 'authorization')
        .map(([, value]) => value as unknown)
    : [];
}
