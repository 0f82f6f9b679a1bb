/**
 * Authorization code flow with PKCE (RFC 6749 section 4.1, RFC 7636), as a browser can do it: without a
 * secret.
 *
 * @typedef {import('./swagger-ui.js').Provider} Provider
 * @typedef {object} AuthorizationRequest
 * @property {string} state ties the answer to this request
 * @property {string} verifier of PKCE
 * @property {Provider} provider
 * @property {readonly string[]} scopes
 * @property {boolean} resetsPassword whether it asks for a new password first
 * @property {string} redirectUrl
 */

/** @param {number} bytes */
const randomText = (bytes) => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * A new request, with a state and a verifier that nobody else knows.
 *
 * @param {Pick<AuthorizationRequest, 'provider' | 'scopes' | 'resetsPassword' | 'redirectUrl'>} options
 * @returns {AuthorizationRequest}
 */
export function newRequest(options) {
  return { ...options, state: randomText(16), verifier: randomText(32) };
}

/**
 * Where the person signs in.
 *
 * @param {AuthorizationRequest} request
 * @param {boolean} asAnother whether the provider must ask who it is, even if somebody is signed in there
 */
export async function authorizationAddress(request, asAnother) {
  const { provider, scopes, state, verifier, redirectUrl, resetsPassword } = request;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const endpoints = resetsPassword ? (provider.passwordReset ?? provider) : provider;
  const url = new URL(endpoints.authorizationUrl);
  const parameters = {
    client_id: provider.clientId ?? '',
    response_type: 'code',
    redirect_uri: redirectUrl,
    scope: scopes.join(' '),
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ...(asAnother && { prompt: 'login' }),
  };
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * Exchanges the code for an access token.
 *
 * @param {AuthorizationRequest} request
 * @param {string} code
 * @returns {Promise<{ accessToken: string } | { error: string, description: string }>}
 * @throws {TypeError} when the provider cannot be reached, or does not let this page read its answer
 */
export async function redeem({ provider, scopes, verifier, redirectUrl, resetsPassword }, code) {
  const endpoints = resetsPassword ? (provider.passwordReset ?? provider) : provider;
  const response = await fetch(endpoints.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: provider.clientId ?? '',
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUrl,
      code_verifier: verifier,
      scope: scopes.join(' '),
    }),
  });
  const answer = await response.json().catch(() => ({}));
  return response.ok && typeof answer.access_token === 'string'
    ? { accessToken: answer.access_token }
    : {
        error: String(answer.error ?? `HTTP ${response.status}`),
        description: String(answer.error_description ?? ''),
      };
}

/**
 * Where the person's session at the provider ends.
 *
 * @param {Provider} provider
 * @param {string} redirectUrl
 */
export function logoutAddress({ logoutUrl }, redirectUrl) {
  const url = new URL(logoutUrl);
  url.searchParams.set('post_logout_redirect_uri', redirectUrl);
  return url.href;
}
