/**
 * Who is signed in. It is kept in the session storage of this tab, so that it survives a reload and ends
 * with the tab; other tabs do not see it.
 *
 * @typedef {object} Token
 * @property {string} scheme the security scheme that it belongs to
 * @property {string} accessToken
 * @property {boolean} [pasted] whether it was issued to another application than this page
 *
 * @typedef {object} Person
 * @property {number} expiresAt in milliseconds since 1970
 * @property {string} name of the person or application
 * @property {string} through the provider and, with B2C, the user flow
 * @property {readonly string[]} scopes
 *
 * @typedef {Token & Person} SignedIn
 */

const key = 'documentation.signed-in';

/** @returns {SignedIn | undefined} undefined also when it has expired */
export function readSignedIn() {
  const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  return stored !== null && stored.expiresAt > Date.now() ? stored : undefined;
}

/** @param {SignedIn | undefined} signedIn */
export function storeSignedIn(signedIn) {
  if (signedIn === undefined) {
    sessionStorage.removeItem(key);
  } else {
    sessionStorage.setItem(key, JSON.stringify(signedIn));
  }
}

/**
 * Asks the API who the token says is calling.
 *
 * @param {string} home where the API is
 * @param {string} accessToken
 * @returns {Promise<{ status: number, body: Record<string, any> }>}
 * @throws {TypeError} when the API cannot be reached
 */
export async function askWhoCalls(home, accessToken) {
  const response = await fetch(`${home}/me`, {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  return { status: response.status, body: await response.json().catch(() => ({})) };
}

/**
 * @param {Record<string, any>} me the answer of `GET /me`
 * @param {Token} token
 * @param {readonly { name: string, product: string }[]} providers
 * @returns {SignedIn}
 */
export function signedInFrom(me, token, providers) {
  const provider = providers.find(({ name }) => name === me.provider);
  const product = provider?.product ?? String(me.provider);
  const named = providers.length > 1 ? `${me.provider} (${product})` : product;
  return {
    ...token,
    expiresAt: Date.parse(me.expiry),
    name: me.name ?? me.emails?.[0] ?? (me.isApp ? `application ${me.client}` : String(me.subject)),
    through: typeof me.policy !== 'string' ? named : `${named}, user flow ${me.policy}`,
    scopes: [...(me.scopes ?? []), ...(me.appPermissions ?? [])],
  };
}
