import { Injectable } from '@nestjs/common';
import { AuthExceptionFactory, RefusedError } from '../refusals/index.js';
import { readBearerToken } from '../token/index.js';
import { Calls, carrierOf, exceptionFor, transportOf } from '../transports/index.js';
import { DownstreamTokens, type DownstreamTokenRequest } from './downstream-tokens.js';
import { CallContext } from './on-behalf-of.decorator.js';

/** What is sent to another API. */
export interface DownstreamRequest extends RequestInit {
  /** Full names, such as `https://graph.microsoft.com/User.Read`. */
  readonly scopes: readonly string[];
}

/**
 * Calls other APIs for the person who called this one (OAuth 2.0 on behalf of), with Entra ID and External ID. Where
 * the other API wants a stronger sign-in, this one's caller is answered with the same claims challenge.
 */
@Injectable()
export class DownstreamApi {
  constructor(
    private readonly calls: Calls,
    private readonly tokens: DownstreamTokens,
    private readonly exceptions: AuthExceptionFactory,
  ) {}

  /**
   * A token of another API for the caller.
   *
   * @throws {TypeError} with B2C, which has no such flow, and for callers that are applications
   * @throws {AuthException} 401 with a claims challenge, 403 where the person has not consented, 503 where the provider
   * does not answer
   */
  async token(call: CallContext, request: DownstreamTokenRequest): Promise<string> {
    const context = CallContext.contextOf(call);
    const { caller } = carrierOf(context);
    if (!caller) {
      throw new TypeError('DownstreamApi on a route that is marked @Public()');
    }
    const { credentials, sink } = this.calls.of(context);
    try {
      return await this.tokens.get(caller, readBearerToken(credentials), request);
    } catch (error) {
      if (!(error instanceof RefusedError)) {
        throw error;
      }
      const exception = this.exceptions.create(error.refusal, sink, error.provider);
      throw await exceptionFor(transportOf(context), exception);
    }
  }

  /**
   * `fetch` with a token for the caller. Where the other API answers with a claims challenge, a token with those
   * claims is asked for once; if that takes a new sign-in, the caller is told so.
   *
   * @throws as {@link token} and `fetch` do
   */
  async fetch(
    call: CallContext,
    url: string | URL,
    { scopes, ...init }: DownstreamRequest,
  ): Promise<Response> {
    const send = async (claims?: string) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${await this.token(call, { scopes, claims })}`);
      return fetch(url, { ...init, headers });
    };
    const response = await send();
    const claims = response.status === 401 ? challengedClaims(response.headers) : undefined;
    return claims === undefined ? response : send(claims);
  }
}

/** The claims that a challenge asks for (RFC 9110 section 11.6.1), as JSON. */
function challengedClaims(headers: Headers): string | undefined {
  const challenge = headers.get('www-authenticate') ?? '';
  const [, claims] = /\bclaims="([A-Za-z0-9+/=_-]+)"/.exec(challenge) ?? [];
  return claims !== undefined && challenge.includes('error="insufficient_claims"')
    ? Buffer.from(claims, 'base64').toString()
    : undefined;
}
