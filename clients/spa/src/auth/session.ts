import {
  AuthError,
  CacheLookupPolicy,
  InteractionRequiredAuthError,
  type AccountInfo,
  type AuthenticationResult,
  type PublicClientApplication,
} from '@azure/msal-browser';
import type { Settings } from '../config/settings.js';
import type { FlowEnd, UserFlow } from './flow-outcome.js';
import { createMsalClient } from './msal-client.js';
import { isSamePerson } from './person.js';
import { takeAnswer } from './return-address.js';
import { forgetEverywhere } from './sign-out.js';

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
  static async open(settings: Settings): Promise<{ session: Session; end: FlowEnd | undefined }> {
    const flow = pendingFlowOf(settings);
    const client = await createMsalClient(settings, settings.policies.signIn);
    const session = new Session(settings, client);
    const flowClient = await session.#clientOf(flow);
    sessionStorage.removeItem(pendingFlow);
    try {
      const result = await flowClient.handleRedirectPromise({
        hash: takeAnswer(),
        navigateToLoginRequestUrl: false,
      });
      return { session, end: result ? await session.#end(flow, flowClient, result) : undefined };
    } catch (failure) {
      return { session, end: { flow, failure } };
    }
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
    return this.#redirect('signIn', this.settings.scopes);
  }

  editProfile(): Promise<void> {
    return this.#redirect('edit');
  }

  resetPassword(): Promise<void> {
    return this.#redirect('reset');
  }

  /** In every tab, and whoever else was signed in before. */
  async signOut(): Promise<void> {
    forgetEverywhere();
    await this.client.logoutRedirect();
  }

  async #end(
    flow: UserFlow,
    client: PublicClientApplication,
    { account }: AuthenticationResult,
  ): Promise<FlowEnd> {
    if (flow === 'signIn') {
      await this.#keepOnly(account);
      return { flow };
    }
    // The flow had an account of its own.
    await client.clearCache({ account });
    if (this.account && !isSamePerson(this.account, account)) {
      return { flow, ofAnotherPerson: true };
    }
    // The one that is signed in learns the new claims.
    if (flow === 'edit') await this.token(true).catch(() => undefined);
    return { flow };
  }

  /** Whoever has just signed in is shown, and nobody else's tokens stay in the tab. */
  async #keepOnly({ homeAccountId }: AccountInfo): Promise<void> {
    for (const account of this.client.getAllAccounts()) {
      if (account.homeAccountId !== homeAccountId) await this.client.clearCache({ account });
    }
  }

  /** Without a hint whose account it is: an e-mail address does not belong into an address. */
  async #redirect(flow: UserFlow, scopes: readonly string[] = []): Promise<void> {
    const client = await this.#clientOf(flow);
    sessionStorage.setItem(pendingFlow, flow);
    await client.loginRedirect({ scopes: [...scopes] });
  }

  async #clientOf(flow: UserFlow): Promise<PublicClientApplication> {
    return flow === 'signIn'
      ? this.client
      : createMsalClient(this.settings, this.settings.policies[flow]);
  }
}

function pendingFlowOf({ policies }: Settings): UserFlow {
  const pending = sessionStorage.getItem(pendingFlow);
  const flows = Object.keys(policies) as UserFlow[];
  return flows.find((flow) => flow === pending) ?? 'signIn';
}

/** B2C answers `invalid_grant` to a refresh token that is no longer good, which MSAL does not know of. */
function isSessionOver(error: unknown): boolean {
  return (
    error instanceof InteractionRequiredAuthError ||
    (error instanceof AuthError && error.errorCode === 'invalid_grant')
  );
}
