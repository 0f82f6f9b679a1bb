/**
 * A sign-in that waits for the provider's answer. It is kept in the session storage of the tab, which the
 * sign-in window gets a copy of when it is opened.
 *
 * @typedef {import('./authorization-code.js').AuthorizationRequest} AuthorizationRequest
 */

/**
 * What the redirect page and the page that opened its window tell each other: first the provider's answer,
 * then where the window goes on to, or that it may close.
 *
 * @typedef {object} SignInMessage
 * @property {string | undefined} state
 * @property {Record<string, string>} [parameters] of the provider's answer
 * @property {string | undefined} [address]
 */

/** All pages of this origin hear it, and nobody else. */
export class SignInChannel {
  #channel = new BroadcastChannel('documentation.sign-in');

  /** @param {SignInMessage} message */
  send(message) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own only
    this.#channel.postMessage(message);
  }

  /** @param {(message: SignInMessage) => void} onMessage */
  listen(onMessage) {
    this.#channel.addEventListener('message', ({ data }) => onMessage(data));
  }
}

const pendingKey = 'documentation.pending';
const answerKey = 'documentation.answer';
const anotherKey = 'documentation.sign-in-as-another';

/** @param {string} key */
const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;

/** @returns {(AuthorizationRequest & { inThisTab: boolean }) | undefined} */
export function readPending() {
  return read(pendingKey);
}

/**
 * @param {AuthorizationRequest} request
 * @param {boolean} inThisTab whether this very tab goes to the provider, since no window could be opened
 */
export function storePending(request, inThisTab) {
  sessionStorage.setItem(pendingKey, JSON.stringify({ ...request, inThisTab }));
}

export function forgetPending() {
  sessionStorage.removeItem(pendingKey);
}

/**
 * Keeps the provider's answer to a sign-in in this tab until the documentation page is back.
 *
 * @param {Record<string, string>} parameters
 */
export function storeAnswer(parameters) {
  sessionStorage.setItem(answerKey, JSON.stringify(parameters));
}

/** @returns {Record<string, string> | undefined} the answer that was kept; it counts once */
export function takeAnswer() {
  const answer = read(answerKey);
  sessionStorage.removeItem(answerKey);
  return answer;
}

/** Whether the provider must ask who it is, even if somebody is signed in there. */
export function asAnother() {
  return read(anotherKey) === true;
}

/** @param {boolean} another */
export function signInAsAnother(another) {
  sessionStorage.setItem(anotherKey, String(another));
}
