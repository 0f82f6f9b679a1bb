import type { ExecutionContext } from '@nestjs/common';
import type { ResponseHeaders } from '../refusals/index.js';
import type { Caller, RequestCredentials } from '../token/index.js';

/** What the guards leave on a request, a connection or a message. */
export interface AuthenticatedCarrier {
  caller?: Caller | undefined;
  /** What `loadUser` of the options resolved to. */
  user?: unknown;
  /** The name of the provider, also of a token that was refused. For the log. */
  provider?: string | undefined;
}

/** How a handler was called, and what the guards need of that. */
export interface Call {
  readonly carrier: AuthenticatedCarrier;
  readonly credentials: RequestCredentials;
  /** Takes the headers of a refusal; where there is no response of HTTP, they go into the error instead. */
  readonly sink: ResponseHeaders;
  /** What follows from an accepted token: a connection ends when it expires. */
  accepted?(caller: Caller): void;
}

/** Takes headers where there is nothing that has any. */
export const noSink: ResponseHeaders = { header: () => undefined };

/** The ways in which Nest calls a handler, and that are understood here. */
export type Transport = 'http' | 'graphql' | 'ws' | 'rpc';

const transports: readonly string[] = ['http', 'graphql', 'ws', 'rpc'] satisfies Transport[];

/**
 * How a handler was called.
 *
 * @throws {TypeError} for a way in which credentials are not looked for: it is refused, not let through
 */
export function transportOf(context: ExecutionContext): Transport {
  const type = context.getType<string>();
  if (!transports.includes(type)) {
    const handler = `${context.getClass().name}.${context.getHandler().name}`;
    throw new TypeError(
      `AuthModule does not know how to authenticate calls by way of "${type}", and ${handler} was ` +
        'called so; mark it @Public() if something else guards it',
    );
  }
  return type as Transport;
}

/**
 * Where the caller is kept: on the request, with GraphQL on the request of its context, on the client of a
 * gateway, and on the context of a message.
 */
export function carrierOf(context: ExecutionContext): AuthenticatedCarrier {
  switch (transportOf(context)) {
    case 'http':
    case 'ws':
      return context.getArgByIndex<AuthenticatedCarrier>(0);
    case 'rpc':
      return context.getArgByIndex<AuthenticatedCarrier>(1);
    case 'graphql':
      return graphqlRequestOf(context);
  }
}

/** What GraphQL gives to resolvers as their context, as far as it matters here. */
export interface GraphqlContext {
  /** The request, or with graphql-ws the context of the connection. */
  readonly req?: unknown;
  readonly res?: unknown;
  /** The request, with Mercurius. */
  readonly request?: unknown;
  /** The response, with Mercurius. */
  readonly reply?: unknown;
  /** What the client sent when it opened a connection, with Mercurius. */
  readonly _connectionInit?: unknown;
}

/** The context of a resolver: the third argument, and the second where there are no arguments of a field. */
export function graphqlContextOf(context: ExecutionContext): GraphqlContext {
  const args = context.getArgs<unknown[]>();
  return (args.length === 3 ? args[1] : args[2]) as GraphqlContext;
}

/** @throws {TypeError} where the context of GraphQL has no request, so that there are no credentials */
export function graphqlRequestOf(context: ExecutionContext): object {
  const { req, request } = graphqlContextOf(context);
  const found = req ?? request;
  if (typeof found !== 'object' || found === null) {
    throw new TypeError(
      'AuthModule needs the request in the context of GraphQL: context: ({ req, res }) => ({ req, res })',
    );
  }
  return found;
}
