import { Inject, Injectable } from '@nestjs/common';
import { ResponseMode, type ConfidentialClientApplication } from '@azure/msal-node';
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

/** What a code was exchanged for, checked. */
export interface Identity {
  readonly claims: IdTokenClaims;
  readonly idToken: string;
  /** MSAL's tokens for this person, to be kept in the session. */
  readonly tokenCache: string;
}

/** An access token for the API, or why there is none. */
export type AccessToken =
  | { readonly kind: 'token'; readonly token: string; readonly tokenCache: string }
  | { readonly kind: 'sign-in-ended'; readonly reason: string };

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
    const idToken = await this.#exchange(client, flow, code, secrets);
    const claims = await this.verifier.verify(idToken, flow, secrets.nonce);
    return { claims, idToken, tokenCache: client.getTokenCache().serialize() };
  }

  /** From the cache, or renewed in silence shortly before it expires. */
  async accessToken(tokenCache: string): Promise<AccessToken> {
    const client = await this.clients.create('sign-in', tokenCache);
    const [account] = await client.getTokenCache().getAllAccounts();
    if (!account) return { kind: 'sign-in-ended', reason: 'no_account' };
    try {
      const { accessToken } = await client.acquireTokenSilent({
        account,
        scopes: this.#scopesOf('sign-in'),
      });
      return { kind: 'token', token: accessToken, tokenCache: client.getTokenCache().serialize() };
    } catch (error) {
      const failure = readMsalError(error);
      if (failure.kind === 'unreachable') throw providerUnreachable();
      return { kind: 'sign-in-ended', reason: failure.reason };
    }
  }

  /**
   * Where to send a person to end the session at the provider. With the ID token as a hint the
   * provider goes back to registered addresses only.
   * https://learn.microsoft.com/azure/active-directory-b2c/openid-connect#send-a-sign-out-request
   */
  async signOutUrl(idToken: string): Promise<string> {
    const url = new URL((await this.discovery.of('sign-in')).end_session_endpoint);
    url.searchParams.set('id_token_hint', idToken);
    url.searchParams.set('post_logout_redirect_uri', `${this.settings.http.publicOrigin}/`);
    return url.href;
  }

  async #exchange(
    client: ConfidentialClientApplication,
    flow: UserFlow,
    code: string,
    { nonce, codeVerifier }: RequestSecrets,
  ): Promise<string> {
    const { redirectUri } = this.settings.provider;
    const scopes = this.#scopesOf(flow);
    try {
      const result = await client.acquireTokenByCode({
        code,
        scopes,
        redirectUri,
        codeVerifier,
        nonce,
      });
      return result.idToken;
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
