import { Inject, Injectable } from '@nestjs/common';
import {
  ResponseMode,
  type AuthenticationResult,
  type ConfidentialClientApplication,
} from '@azure/msal-node';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { Discovery } from './discovery.js';
import type { IdTokenClaims } from './id-token.claims.js';
import { IdTokenVerifier } from './id-token.verifier.js';
import { MsalClients } from './msal-clients.js';
import { providerUnreachable, readMsalError, signInRefused } from './provider.failures.js';

/** What only this client and, for a moment, the provider know of one request for a sign-in. */
export interface RequestSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** An access token for the API. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What was had from the provider for calls of the API, and what renews it. */
export interface Tokens {
  readonly accessToken: AccessToken;
  /** MSAL's tokens for this person, to be kept in the session. */
  readonly tokenCache: string;
}

/** What a code was exchanged for, checked. */
export interface Identity extends Tokens {
  readonly claims: IdTokenClaims;
  readonly idToken: string;
}

/** Renewed tokens, or why there are none any more. */
export type Renewal =
  ({ readonly kind: 'renewed' } & Tokens) | { readonly kind: 'refused'; readonly reason: string };

/** Azure AD B2C, as the rest of this client sees it. */
@Injectable()
export class IdentityProvider {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clients: MsalClients,
    private readonly discovery: Discovery,
    private readonly verifier: IdTokenVerifier,
  ) {}

  /** Where to send a person for a user flow, with PKCE (RFC 7636). */
  async authorizationUrl(
    flow: UserFlow,
    { state, nonce }: RequestSecrets,
    codeChallenge: string,
  ): Promise<string> {
    const client = await this.clients.create(flow);
    return client.getAuthCodeUrl({
      scopes: this.#scopesOf(flow),
      redirectUri: this.settings.provider.redirectUri,
      // A POST from another site would come without our SameSite=Lax cookie.
      responseMode: ResponseMode.QUERY,
      codeChallengeMethod: 'S256',
      codeChallenge,
      state,
      nonce,
    });
  }

  /** @throws SpokenException when the exchange fails or the ID token is not acceptable */
  async redeem(flow: UserFlow, code: string, secrets: RequestSecrets): Promise<Identity> {
    const client = await this.clients.create(flow);
    const result = await this.#exchange(client, flow, code, secrets);
    const { idToken } = result;
    const claims = await this.verifier.verify(idToken, flow, secrets.nonce);
    return { claims, idToken, ...tokensOf(client, result) };
  }

  /** @throws SpokenException when the provider does not answer */
  async renew(tokenCache: string): Promise<Renewal> {
    const client = await this.clients.create('sign-in', tokenCache);
    const [account] = await client.getTokenCache().getAllAccounts();
    if (!account) return { kind: 'refused', reason: 'no_account' };
    try {
      const result = await client.acquireTokenSilent({
        account,
        scopes: this.#scopesOf('sign-in'),
      });
      return { kind: 'renewed', ...tokensOf(client, result) };
    } catch (error) {
      const failure = readMsalError(error);
      if (failure.kind === 'unreachable') throw providerUnreachable();
      return failure;
    }
  }

  /**
   * Where to send a person to end the session at the provider. With the ID token as a hint the
   * provider goes back to registered addresses only; without one it is told which application asks.
   * https://learn.microsoft.com/azure/active-directory-b2c/openid-connect#send-a-sign-out-request
   */
  async signOutUrl(idToken: string | undefined): Promise<string> {
    const { http, provider } = this.settings;
    const url = new URL((await this.discovery.of('sign-in')).end_session_endpoint);
    if (idToken === undefined) url.searchParams.set('client_id', provider.clientId);
    else url.searchParams.set('id_token_hint', idToken);
    url.searchParams.set('post_logout_redirect_uri', `${http.publicOrigin}/`);
    return url.href;
  }

  async #exchange(
    client: ConfidentialClientApplication,
    flow: UserFlow,
    code: string,
    { nonce, codeVerifier }: RequestSecrets,
  ): Promise<AuthenticationResult> {
    const { redirectUri } = this.settings.provider;
    const scopes = this.#scopesOf(flow);
    try {
      return await client.acquireTokenByCode({
        code,
        scopes,
        redirectUri,
        codeVerifier,
        nonce,
      });
    } catch (error) {
      const failure = readMsalError(error);
      throw failure.kind === 'unreachable' ? providerUnreachable() : signInRefused(failure.reason);
    }
  }

  /** Only signing in asks for the API; of the other flows nothing but the ID token is used. */
  #scopesOf(flow: UserFlow): string[] {
    return flow === 'sign-in' ? [...this.settings.downstream.scopes] : [];
  }
}

function tokensOf(
  client: ConfidentialClientApplication,
  { accessToken: token, expiresOn }: AuthenticationResult,
): Tokens {
  return {
    accessToken: { token, expiresAt: expiresOn?.getTime() ?? 0 },
    tokenCache: client.getTokenCache().serialize(),
  };
}
