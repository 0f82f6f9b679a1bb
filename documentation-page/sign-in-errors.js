/**
 * What the page says when a sign-in comes to nothing: what happened, and what to do about it.
 *
 * @typedef {object} Notice
 * @property {string} text
 * @property {'information' | 'problem'} kind
 * @property {string | undefined} [explanation] address of a page that says more, on a developer's machine
 */

/** @param {string} text @returns {Notice} */
export const information = (text) => ({ kind: 'information', text });

/** @param {string} text @param {string} [explanation] @returns {Notice} */
export const problem = (text, explanation) => ({ kind: 'problem', text, explanation });

/**
 * Whether the person pressed "Forgot your password?" in a user flow of B2C that has no reset of its own.
 *
 * @param {string} description `error_description` of the provider
 */
export const isForgottenPassword = (description) => description.startsWith('AADB2C90118');

/**
 * The notice for an error of the authorization or the token endpoint.
 *
 * @param {string} error its code (RFC 6749 sections 4.1.2.1 and 5.2)
 * @param {string} description may have several lines, of which the first says what is wrong
 * @param {{ readonly product: string, readonly clientId?: string }} provider
 */
export function signInNotice(error, description, { product, clientId }) {
  const [firstLine = ''] = description.split(/\r?\n/);
  if (firstLine.startsWith('AADB2C90091') || /^AADSTS65004|^access_denied$/.test(firstLine)) {
    return information('You cancelled the sign-in. You can start it again at any time.');
  }
  if (isForgottenPassword(firstLine)) {
    return information(
      'A forgotten password cannot be reset from here: none of the user flows that this API accepts resets passwords. Reset it in one of the applications that use the API, then sign in.',
    );
  }
  const said = firstLine === '' ? error : firstLine;
  if (error === 'access_denied') {
    return problem(`${product} did not let you in: ${said} Sign in as somebody else.`);
  }
  if (error === 'unauthorized_client' || error === 'invalid_client') {
    return problem(
      `${product} does not accept this page's registration (client id ${clientId}): ${said} Register it as a single-page application.`,
    );
  }
  return problem(`${product} refused the sign-in: ${said}`);
}

/** @param {{ readonly product: string }} provider @param {string} redirectUrl */
export function unreachableNotice({ product }, redirectUrl) {
  return problem(
    `${product} could not be reached, or does not let this page read its answer. Check that it runs, and that ${redirectUrl} is registered with the platform "single-page application". Then sign in again.`,
  );
}

/**
 * The notice for a token that the API itself did not accept.
 *
 * @param {number} status
 * @param {{ detail?: string, requestId?: string, explanation?: string }} body
 */
export function refusedByApiNotice(status, { detail = '', requestId, explanation }) {
  const inLog = requestId === undefined ? '' : ` The log has it under ${requestId}.`;
  return status === 401
    ? problem(
        `You signed in, but the API does not accept the access token: it may be meant for another API, or come from a user flow that is not listed.${inLog}`,
        explanation,
      )
    : problem(`You signed in, but the API answered ${status}: ${detail}${inLog}`);
}
