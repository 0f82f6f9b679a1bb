import {
  AuthError,
  CacheLookupPolicy,
  InteractionRequiredAuthError,
  type AccountInfo,
  type AuthenticationResult,
  type PublicClientApplication,
} from '@azure/msal-browser';
import type { Settings } from '../config/settings.js';
import { createMsalClient } from './msal-client.js';

/** Which user flow the browser was sent to, so that the same one reads the answer. */
const pendingFlow = 'tasks.pending-flow';

/** Nothing but a new sign-in helps. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** Whether a new sign-in is needed cannot be said now. */
export class SignInUnavailable extends Error {
  override readonly name = 'SignInUnavailable';
}

/** Who is signed in, and the tokens that the API needs. */
export class Session {
  #granted: readonly string[] | undefined;

  private constructor(
    private readonly settings: Settings,
    private readonly client: PublicClientApplication,
  ) {}

  /** Reads the answer of a user flow that the browser has come back from, if there is one. */
  static async open(
    settings: Settings,
  ): Promise<{ session: Session; cameFrom: string | undefined; failure: unknown }> {
    const { signIn, edit } = settings.policies;
    const policy = sessionStorage.getItem(pendingFlow) ?? signIn;
    sessionStorage.removeItem(pendingFlow);
    const client = await createMsalClient(settings, signIn);
    const session = new Session(settings, client);
    const flow = policy === signIn ? client : await createMsalClient(settings, policy);
    let result: AuthenticationResult | null = null;
    let failure: unknown;
    try {
      result = await flow.handleRedirectPromise();
    } catch (error) {
      failure = error;
    }
    if (result && policy === signIn) await session.#keepOnly(result.account);
    if (result && policy !== signIn) {
      // The flow had an account of its own. The one that is signed in learns the new claims.
      await flow.clearCache({ account: result.account });
      if (policy === edit) await session.token(true).catch(() => undefined);
    }
    return { session, cameFrom: result ? policy : undefined, failure };
  }

  /** The account of the sign-in flow; other flows have accounts of their own. */
  get account(): AccountInfo | undefined {
    const signIn = this.settings.policies.signIn.toLowerCase();
    return this.client.getAllAccounts().find(({ idTokenClaims }) => {
      const flow = idTokenClaims?.['tfp'] ?? idTokenClaims?.acr;
      return String(flow).toLowerCase() === signIn;
    });
  }

  /** Whether what the provider granted lets the person change tasks; known once a token was had. */
  get mayWrite(): boolean | undefined {
    return this.#granted?.some((scope) => scope.endsWith('/tasks.write'));
  }

  /**
   * An access token from memory or, if need be, from the token endpoint. No hidden frame: browsers
   * keep third-party cookies from it.
   *
   * @throws SignInNeeded
   * @throws SignInUnavailable
   */
  async token(renew = false): Promise<string> {
    const { account } = this;
    if (!account) throw new SignInNeeded('nobody is signed in');
    const asked = this.#granted ?? this.settings.scopes;
    try {
      const { accessToken, scopes } = await this.client.acquireTokenSilent({
        scopes: [...asked],
        account,
        forceRefresh: renew,
        cacheLookupPolicy: renew
          ? CacheLookupPolicy.RefreshToken
          : CacheLookupPolicy.AccessTokenAndRefreshToken,
      });
      this.#granted = asked.filter((scope) => scopes.includes(scope));
      return accessToken;
    } catch (error) {
      if (isSessionOver(error)) {
        throw new SignInNeeded('the session has ended', { cause: error });
      }
      throw new SignInUnavailable('no token can be had', { cause: error });
    }
  }

  signIn(): Promise<void> {
    return this.#redirect(this.settings.policies.signIn, this.settings.scopes);
  }

  editProfile(): Promise<void> {
    return this.#redirect(this.settings.policies.edit, []);
  }

  resetPassword(): Promise<void> {
    return this.#redirect(this.settings.policies.reset, []);
  }

  /** Of everybody and of every user flow: without an account MSAL keeps nothing at all. */
  async signOut(): Promise<void> {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('tasks.')) sessionStorage.removeItem(key);
    }
    await this.client.logoutRedirect();
  }

  /** Whoever has just signed in is shown, and nobody else's tokens stay in the tab. */
  async #keepOnly({ homeAccountId }: AccountInfo): Promise<void> {
    for (const account of this.client.getAllAccounts()) {
      if (account.homeAccountId !== homeAccountId) await this.client.clearCache({ account });
    }
  }

  async #redirect(policy: string, scopes: readonly string[]): Promise<void> {
    const { signIn } = this.settings.policies;
    const flow = policy === signIn ? this.client : await createMsalClient(this.settings, policy);
    sessionStorage.setItem(pendingFlow, policy);
    await flow.loginRedirect({ scopes: [...scopes] });
  }
}

/** B2C answers `invalid_grant` to a refresh token that is no longer good, which MSAL does not know of. */
function isSessionOver(error: unknown): boolean {
  return (
    error instanceof InteractionRequiredAuthError ||
    (error instanceof AuthError && error.errorCode === 'invalid_grant')
  );
}
