import type { AuthException } from '../refusals/index.js';
import type { Transport } from './call.js';

/** What a client learns of a refusal where there is no response of HTTP to carry status and headers. */
export interface RefusalMessage {
  readonly status: 'error';
  readonly statusCode: number;
  readonly message: string;
  /** The headers that the response would have had: the challenge, or when to try again. */
  readonly headers: Readonly<Record<string, string>>;
}

export function refusalMessage(exception: AuthException): RefusalMessage {
  const { message, headers } = exception;
  return { status: 'error', statusCode: exception.getStatus(), message, headers };
}

/** The codes of Apollo for what others say in a status; it has none for an outage. */
const codes: Readonly<Record<number, string>> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN' };

/**
 * A refusal as the filters of Nest take it for this kind of call: of any other class they would make an
 * internal error. The packages of WebSockets and microservices are there where such a call comes from.
 */
export async function exceptionFor(
  transport: Transport,
  exception: AuthException,
): Promise<unknown> {
  switch (transport) {
    case 'http':
      return exception;
    case 'graphql': {
      const status = exception.getStatus();
      const code = codes[status] ?? 'INTERNAL_SERVER_ERROR';
      return Object.assign(exception, { extensions: { code, status } });
    }
    case 'ws': {
      const { WsException } = await import('@nestjs/websockets');
      return new WsException(refusalMessage(exception));
    }
    case 'rpc': {
      const { RpcException } = await import('@nestjs/microservices');
      return new RpcException(refusalMessage(exception));
    }
  }
}
