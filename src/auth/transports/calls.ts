import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { carrierOf, noSink, transportOf, type Call } from './call.js';
import { Connections } from './connections.js';
import { graphqlCall } from './graphql-call.js';
import { authTokenOf, messageCredentials } from './handshake.js';
import { HttpCall } from './http-call.js';
import { HttpMessages } from './http-messages.js';

/** Finds credentials and a place for the caller, whichever way a handler was called. */
@Injectable()
export class Calls {
  constructor(
    @Inject(AUTH_OPTIONS) private readonly options: ResolvedAuthOptions,
    private readonly messages: HttpMessages,
    private readonly connections: Connections,
  ) {}

  /** @throws {TypeError} where it is not known how to find credentials */
  of(context: ExecutionContext): Call {
    switch (transportOf(context)) {
      case 'http':
        return new HttpCall(this.messages, context.getArgByIndex(0), context.getArgByIndex(1));
      case 'graphql':
        return graphqlCall(context, this.messages, this.connections);
      case 'ws': {
        const client = context.getArgByIndex<object>(0);
        const credentials = this.connections.credentialsOf(client);
        return {
          carrier: client,
          credentials: credentials ?? messageCredentials(undefined),
          sink: noSink,
        };
      }
      case 'rpc': {
        const [data, message] = context.getArgs<[unknown, unknown]>();
        const token = this.options.messageToken?.(data, message) ?? authTokenOf(data);
        return {
          carrier: carrierOf(context),
          credentials: messageCredentials(token),
          sink: noSink,
        };
      }
    }
  }
}
