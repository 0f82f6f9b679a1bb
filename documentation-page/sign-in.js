/**
 * The sign-in of the documentation page: one person at a time, through any of the providers.
 *
 * @typedef {import('./swagger-ui.js').Provider} Provider
 * @typedef {import('./swagger-ui.js').SignInOptions} SignInOptions
 * @typedef {import('./signed-in-person.js').SignedIn} SignedIn
 * @typedef {import('./sign-in-errors.js').Notice} Notice
 * @typedef {{ waiting: boolean, signedIn?: SignedIn, notice?: Notice }} State
 */
import { authorizationAddress, logoutAddress, newRequest, redeem } from './authorization-code.js';
import {
  information,
  isForgottenPassword,
  problem,
  refusedByApiNotice,
  signInNotice,
  unreachableNotice,
} from './sign-in-errors.js';
import {
  asAnother,
  forgetPending,
  readPending,
  signInAsAnother,
  SignInChannel,
  storePending,
  takeAnswer,
} from './pending-sign-in.js';
import { askWhoCalls, readSignedIn, signedInFrom, storeSignedIn } from './signed-in-person.js';
import { takeTokenToTry } from './token-to-try.js';

const windowFeatures = 'popup,width=480,height=760';

/** How long an answer may take that the window sent just before it closed. */
const closedAfterMs = 1_500;

export class SignIn {
  /** @type {State} */
  #state = { waiting: false };
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #channel = new SignInChannel();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #expiry;

  /** @param {SignInOptions} options */
  constructor(options) {
    this.options = options;
    this.#channel.listen(({ state, parameters }) => {
      if (parameters !== undefined && state === readPending()?.state) {
        void this.#takeAnswer(parameters, (address) => this.#channel.send({ state, address }));
      }
    });
  }

  state = () => this.#state;

  /** @param {() => void} listener */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Takes up what a reload, or a sign-in in this tab, has left. */
  resume() {
    this.#enter(readSignedIn());
    const token = takeTokenToTry();
    if (token !== undefined) {
      void this.useToken(token);
    }
    const answer = takeAnswer();
    if (answer !== undefined) {
      void this.#takeAnswer(answer, (address) => address && location.assign(address));
    }
  }

  /**
   * @param {Provider} provider
   * @param {readonly string[]} scopes by their full names
   */
  async start(provider, scopes) {
    const request = newRequest({
      provider,
      scopes,
      resetsPassword: false,
      redirectUrl: this.options.oauth2RedirectUrl,
    });
    storePending(request, false);
    // Opened before anything is awaited: browsers allow a window only while a click is being handled.
    const opened = open('', '_blank', windowFeatures);
    const address = await authorizationAddress(request, asAnother());
    if (opened === null) {
      storePending(request, true);
      location.assign(address);
      return;
    }
    opened.location.replace(address);
    this.#change({ waiting: true });
    this.#watch(opened);
  }

  /** Forgets the token, and ends the session at the provider, so that somebody else can sign in. */
  signOut() {
    const { signedIn } = this.#state;
    const provider = this.options.providers.find(({ scheme }) => scheme === signedIn?.scheme);
    signInAsAnother(true);
    this.#enter(undefined, information('You are signed out. Anybody can sign in now.'));
    if (provider?.clientId !== undefined && signedIn?.pasted !== true) {
      open(logoutAddress(provider, this.options.oauth2RedirectUrl), '_blank', windowFeatures);
    }
  }

  /**
   * Uses a token that somebody got in another way.
   *
   * @param {string} accessToken
   */
  async useToken(accessToken) {
    const scheme = this.options.providers[0]?.scheme ?? '';
    await this.#present({ scheme, accessToken, pasted: true });
  }

  /**
   * The API has refused the token of the person who is signed in.
   *
   * @param {string} [explanation] where the API says why, on a developer's machine
   */
  refused(explanation) {
    if (this.#state.signedIn !== undefined) {
      this.#enter(
        undefined,
        problem('The API no longer accepts your access token. Sign in again.', explanation),
      );
    }
  }

  /**
   * @param {Record<string, string>} parameters of the provider's answer
   * @param {(address?: string) => void} reply where the window goes on to; without one it closes
   */
  async #takeAnswer({ code, state, error = '', error_description: description = '' }, reply) {
    const request = readPending();
    if (request === undefined || state !== request.state) {
      return;
    }
    const { provider, scopes, redirectUrl } = request;
    if (isForgottenPassword(description) && provider.passwordReset !== undefined) {
      const reset = newRequest({ provider, scopes, redirectUrl, resetsPassword: true });
      storePending(reset, request.inThisTab);
      reply(await authorizationAddress(reset, false));
      return;
    }
    reply();
    forgetPending();
    if (code === undefined) {
      this.#end(signInNotice(error, description, provider));
      return;
    }
    try {
      const token = await redeem(request, code);
      if ('error' in token) {
        this.#end(signInNotice(token.error, token.description, provider));
        return;
      }
      signInAsAnother(false);
      await this.#present({ scheme: provider.scheme, accessToken: token.accessToken });
    } catch {
      this.#end(unreachableNotice(provider, redirectUrl));
    }
  }

  /** @param {import('./signed-in-person.js').Token} token */
  async #present(token) {
    try {
      const { status, body } = await askWhoCalls(this.options.home, token.accessToken);
      if (status === 200) {
        this.#enter(signedInFrom(body, token, this.options.providers));
      } else {
        this.#enter(undefined, refusedByApiNotice(status, body));
      }
    } catch {
      this.#enter(undefined, problem('The API does not answer. Try again in a moment.'));
    }
  }

  /**
   * @param {SignedIn | undefined} signedIn
   * @param {Notice} [notice]
   */
  #enter(signedIn, notice) {
    clearTimeout(this.#expiry);
    storeSignedIn(signedIn);
    if (signedIn !== undefined) {
      const left = Math.min(signedIn.expiresAt - Date.now(), 2 ** 31 - 1);
      this.#expiry = setTimeout(() => {
        this.#enter(
          undefined,
          information(
            'Your sign-in has expired: an access token is valid for a limited time. Sign in again to go on.',
          ),
        );
      }, left);
    }
    this.#change({ waiting: false, ...(signedIn && { signedIn }), ...(notice && { notice }) });
  }

  /**
   * Notices that the window was closed. A provider may hide the window from this page, which then looks
   * the same; so an answer that comes later still counts.
   *
   * @param {Window} opened
   */
  #watch(opened) {
    const timer = setInterval(() => {
      if (this.#state.waiting && !opened.closed) {
        return;
      }
      clearInterval(timer);
      setTimeout(() => {
        if (this.#state.waiting) {
          this.#end(information('The sign-in window was closed. Sign in again when you like.'));
        }
      }, closedAfterMs);
    }, 500);
  }

  /**
   * The sign-in has come to nothing. Whoever was signed in before still is.
   *
   * @param {Notice} notice
   */
  #end(notice) {
    const { signedIn } = this.#state;
    this.#change({ waiting: false, notice, ...(signedIn && { signedIn }) });
  }

  /** @param {State} state */
  #change(state) {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
