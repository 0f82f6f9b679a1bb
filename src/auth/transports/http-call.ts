import type { ResponseHeaders } from '../refusals/index.js';
import type { RequestCredentials } from '../token/index.js';
import type { AuthenticatedCarrier, Call } from './call.js';
import type { HttpMessages } from './http-messages.js';

/** A request over HTTP. One object and no closures: there is one for each request. */
export class HttpCall implements Call, ResponseHeaders {
  constructor(
    private readonly messages: HttpMessages,
    readonly carrier: AuthenticatedCarrier,
    private readonly response: unknown,
  ) {}

  get credentials(): RequestCredentials {
    return this.messages.credentialsOf(this.carrier);
  }

  get sink(): ResponseHeaders {
    return this;
  }

  header(name: string, value: string): void {
    this.messages.setHeader(this.response, name, value);
  }
}
