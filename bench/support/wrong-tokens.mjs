/**
 * Tokens that every contender must refuse before it is measured: a fast answer that is wrong is
 * worth nothing.
 *
 * @param {import('./provider.mjs').Provider} provider
 */
export async function wrongTokens(provider) {
  const good = await provider.token(0);
  const other = await provider.token(1);
  const now = Math.floor(Date.now() / 1000);
  return {
    // Well formed, and signed by the right key, but over the claims of somebody else.
    forged: good.slice(0, good.lastIndexOf('.')) + other.slice(other.lastIndexOf('.')),
    expired: await provider.token(0, { exp: now - 3600 }),
    foreign: await provider.token(0, { aud: '99999999-9999-4999-8999-999999999999' }),
  };
}
