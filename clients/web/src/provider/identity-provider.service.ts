import {
  ResponseMode,
  type AuthenticationResult,
  type ConfidentialClientApplication,
} from '@azure/msal-node';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { DiscoveryService } from './discovery.service.js';
import { IdTokenValidator, type IdTokenClaims } from './id-token.validator.js';
import { MsalClientFactory, readMsalError } from './msal-client.factory.js';
import { providerUnreachable, signInRefused } from './provider.exceptions.js';

/** What binds an authorization response to the request, the ID token and the code (RFC 7636). */
export interface AuthorizationSecrets {
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

/** An access token for the API, and what refreshes it. */
export interface ApiTokens {
  readonly accessToken: AccessToken;
  /** MSAL's token cache for this person, to be stored in the session. */
  readonly tokenCache: string;
}

/** What a code was redeemed for, validated. */
export interface SignInResult extends ApiTokens {
  readonly claims: IdTokenClaims;
  readonly idToken: string;
}

/** New tokens, or why the provider refuses them. */
export type RefreshResult =
  | ({ readonly kind: 'refreshed' } & ApiTokens)
  | { readonly kind: 'refused'; readonly reason: string };

/** The identity provider: authorization requests, tokens and sign-out. */
@Injectable()
export class IdentityProviderService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly msal: MsalClientFactory,
    private readonly discovery: DiscoveryService,
    private readonly validator: IdTokenValidator,
  ) {}

  /** The authorization request of a user flow, with PKCE (RFC 7636). */
  async authorizationUrl(
    flow: UserFlow,
    { state, nonce }: AuthorizationSecrets,
    codeChallenge: string,
  ): Promise<string> {
    const client = await this.msal.create(flow);
    return client.getAuthCodeUrl({
      scopes: this.#scopes(flow),
      redirectUri: this.settings.provider.redirectUri,
      // With form_post the response would arrive without the SameSite=Lax cookie.
      responseMode: ResponseMode.QUERY,
      codeChallengeMethod: 'S256',
      codeChallenge,
      state,
      nonce,
    });
  }

  /** @throws {UserFacingException} when the request fails or the ID token is not acceptable */
  async redeemCode(
    flow: UserFlow,
    code: string,
    secrets: AuthorizationSecrets,
  ): Promise<SignInResult> {
    const client = await this.msal.create(flow);
    const result = await this.#requestTokens(client, flow, code, secrets);
    const { idToken } = result;
    const claims = await this.validator.validate(idToken, flow, secrets.nonce);
    return { claims, idToken, ...toApiTokens(client, result) };
  }

  /** @throws {UserFacingException} when the provider does not answer */
  async refresh(tokenCache: string): Promise<RefreshResult> {
    const client = await this.msal.create('sign-in', tokenCache);
    const [account] = await client.getTokenCache().getAllAccounts();
    if (!account) {
      return { kind: 'refused', reason: 'no_account' };
    }
    try {
      const scopes = this.#scopes('sign-in');
      const result = await client.acquireTokenSilent({ account, scopes });
      return { kind: 'refreshed', ...toApiTokens(client, result) };
    } catch (error) {
      const failure = readMsalError(error);
      if (failure.kind === 'unreachable') {
        throw providerUnreachable();
      }
      return failure;
    }
  }

  /**
   * The sign-out request (OpenID Connect RP-Initiated Logout 1.0). With an ID token as the hint the
   * provider redirects to registered addresses only; without it the client id names the application.
   * https://learn.microsoft.com/azure/active-directory-b2c/openid-connect#send-a-sign-out-request
   */
  async endSessionUrl(idToken: string | undefined): Promise<string> {
    const { http, provider } = this.settings;
    const url = new URL((await this.discovery.metadata('sign-in')).end_session_endpoint);
    if (idToken === undefined) {
      url.searchParams.set('client_id', provider.clientId);
    } else {
      url.searchParams.set('id_token_hint', idToken);
    }
    url.searchParams.set('post_logout_redirect_uri', `${http.publicOrigin}/`);
    return url.href;
  }

  async #requestTokens(
    client: ConfidentialClientApplication,
    flow: UserFlow,
    code: string,
    { nonce, codeVerifier }: AuthorizationSecrets,
  ): Promise<AuthenticationResult> {
    const { redirectUri } = this.settings.provider;
    const scopes = this.#scopes(flow);
    try {
      return await client.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier, nonce });
    } catch (error) {
      const failure = readMsalError(error);
      throw failure.kind === 'unreachable' ? providerUnreachable() : signInRefused(failure.reason);
    }
  }

  /** Only the sign-in asks for the API's scopes; of the other flows only the ID token is used. */
  #scopes(flow: UserFlow): string[] {
    return flow === 'sign-in' ? [...this.settings.downstream.scopes] : [];
  }
}

function toApiTokens(
  client: ConfidentialClientApplication,
  { accessToken: token, expiresOn }: AuthenticationResult,
): ApiTokens {
  return {
    accessToken: { token, expiresAt: expiresOn?.getTime() ?? 0 },
    tokenCache: client.getTokenCache().serialize(),
  };
}
