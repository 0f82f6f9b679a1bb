import {
  AuthError,
  CacheLookupPolicy,
  InteractionRequiredAuthError,
  type AccountInfo,
  type AuthenticationResult,
  type PublicClientApplication,
} from '@azure/msal-browser';
import type { Settings } from '../config/index.js';
import { isOfUserFlow, isSamePerson } from './account.js';
import { createMsalClient, consumeRedirectResponse } from './msal-client.js';
import { signOutAllTabs } from './sign-out.js';
import type { UserFlow, UserFlowResult } from './user-flow-result.js';

/** Storage key of the user flow that the browser was sent to: its MSAL instance reads the response. */
const pendingFlow = 'tasks.pending-flow';
/** Storage key of the query of the page that the browser left, and returns to. */
const returnQuery = 'tasks.return-query';

/** No token without a new sign-in. */
export class SignInRequiredError extends Error {
  override readonly name = 'SignInRequiredError';
}

/** The provider cannot be reached, or failed: another try may work. */
export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';
}

/** The signed-in account, its access tokens, and the redirects to the user flows. */
export class Session {
  readonly #settings: Settings;
  readonly #client: PublicClientApplication;
  #grantedScopes: readonly string[] | undefined;

  private constructor(settings: Settings, client: PublicClientApplication) {
    this.#settings = settings;
    this.#client = client;
  }

  /** Opens the session of this tab, and reads the response of a user flow if there is one. */
  static async open(
    settings: Settings,
  ): Promise<{ session: Session; result: UserFlowResult | undefined }> {
    const flow = pendingFlowOf(settings);
    const client = await createMsalClient(settings, settings.userFlows?.signIn);
    const session = new Session(settings, client);
    const flowClient = await session.#clientOf(flow);
    sessionStorage.removeItem(pendingFlow);
    try {
      const response = await flowClient.handleRedirectPromise({
        hash: consumeRedirectResponse(returnQueryOnce()),
        navigateToLoginRequestUrl: false,
      });
      const result = response ? await session.#complete(flow, flowClient, response) : undefined;
      return { session, result };
    } catch (error) {
      return { session, result: { flow, error } };
    }
  }

  /** The account that signed in; with B2C, MSAL keeps one more for every other user flow. */
  get account(): AccountInfo | undefined {
    const { userFlows } = this.#settings;
    return this.#client
      .getAllAccounts()
      .find((account) => !userFlows || isOfUserFlow(account, userFlows.signIn));
  }

  /** Whether there are user flows to edit the profile and to set a new password. */
  get hasUserFlows(): boolean {
    return this.#settings.userFlows !== undefined;
  }

  /** Whether `tasks.write` was granted; unknown until the first token. */
  get canWrite(): boolean | undefined {
    return this.#grantedScopes?.some((scope) => scope.endsWith('/tasks.write'));
  }

  /**
   * An access token from the cache or, if need be, from the token endpoint. No hidden iframe, which
   * browsers give no third-party cookies.
   *
   * @param forceRefresh true after the API has refused the cached token
   * @throws SignInRequiredError
   * @throws TokenUnavailableError
   */
  async accessToken(forceRefresh = false): Promise<string> {
    const { account } = this;
    if (!account) {
      throw new SignInRequiredError('nobody is signed in');
    }
    const requested = this.#grantedScopes ?? this.#settings.scopes;
    try {
      const { accessToken, scopes } = await this.#client.acquireTokenSilent({
        scopes: [...requested],
        account,
        forceRefresh,
        cacheLookupPolicy: forceRefresh
          ? CacheLookupPolicy.RefreshToken
          : CacheLookupPolicy.AccessTokenAndRefreshToken,
      });
      this.#grantedScopes = requested.filter((scope) => scopes.includes(scope));
      return accessToken;
    } catch (error) {
      if (isSessionExpired(error)) {
        throw new SignInRequiredError('the session has ended', { cause: error });
      }
      throw new TokenUnavailableError('no token can be had', { cause: error });
    }
  }

  signIn(): Promise<void> {
    return this.#redirect('signIn', this.#settings.scopes);
  }

  /** @param claims of the API's challenge, which the provider answers with a stronger sign-in */
  stepUp(claims: string): Promise<void> {
    return this.#redirect('signIn', this.#settings.scopes, claims);
  }

  editProfile(): Promise<void> {
    return this.#redirect('edit');
  }

  resetPassword(): Promise<void> {
    return this.#redirect('reset');
  }

  /** Signs out in every tab, also whoever else was signed in before. */
  async signOut(): Promise<void> {
    signOutAllTabs();
    await this.#client.logoutRedirect();
  }

  async #complete(
    flow: UserFlow,
    client: PublicClientApplication,
    { account }: AuthenticationResult,
  ): Promise<UserFlowResult> {
    if (flow === 'signIn') {
      await this.#removeOtherAccounts(account);
      return { flow };
    }
    // MSAL made an account for this flow alone.
    await client.clearCache({ account });
    if (this.account && !isSamePerson(this.account, account)) {
      return { flow, otherAccount: true };
    }
    // The refreshed ID token carries the edited claims.
    if (flow === 'edit') {
      await this.accessToken(true).catch(() => undefined);
    }
    return { flow };
  }

  /** No tokens of anybody but the person who has just signed in stay in the tab. */
  async #removeOtherAccounts({ homeAccountId }: AccountInfo): Promise<void> {
    for (const account of this.#client.getAllAccounts()) {
      if (account.homeAccountId !== homeAccountId) {
        await this.#client.clearCache({ account });
      }
    }
  }

  /** Sends no `login_hint`: an e-mail address does not belong in a URL. */
  async #redirect(flow: UserFlow, scopes: readonly string[] = [], claims?: string): Promise<void> {
    const client = await this.#clientOf(flow);
    sessionStorage.setItem(pendingFlow, flow);
    sessionStorage.setItem(returnQuery, location.search);
    try {
      await client.loginRedirect({ scopes: [...scopes], ...(claims && { claims }) });
    } catch (error) {
      sessionStorage.removeItem(pendingFlow);
      sessionStorage.removeItem(returnQuery);
      throw error;
    }
  }

  async #clientOf(flow: UserFlow): Promise<PublicClientApplication> {
    return flow === 'signIn'
      ? this.#client
      : createMsalClient(this.#settings, this.#settings.userFlows?.[flow]);
  }
}

function returnQueryOnce(): string {
  const query = sessionStorage.getItem(returnQuery);
  sessionStorage.removeItem(returnQuery);
  return query ?? location.search;
}

function pendingFlowOf({ userFlows }: Settings): UserFlow {
  const pending = sessionStorage.getItem(pendingFlow);
  const flows = Object.keys(userFlows ?? {}) as UserFlow[];
  return flows.find((flow) => flow === pending) ?? 'signIn';
}

/** B2C answers `invalid_grant` to an expired refresh token, which MSAL does not take for the end of a session. */
function isSessionExpired(error: unknown): boolean {
  return (
    error instanceof InteractionRequiredAuthError ||
    (error instanceof AuthError && error.errorCode === 'invalid_grant')
  );
}
