import { createPublicKey } from 'node:crypto';
import { createVerifier as createFastVerifier } from 'fast-jwt';
import { tokenFrom } from '../support/tokens.mjs';

/**
 * With the key given once, which is its fastest: fetching keys is left to its callers.
 *
 * @param {import('../support/provider.mjs').ProviderFacts} facts
 * @param {{ cache: number | false }} options
 */
export async function createVerifier({ jwksUri, issuer, audience }, { cache }) {
  const { keys } = await (await fetch(jwksUri)).json();
  const verify = createFastVerifier({
    key: createPublicKey({ key: keys[0], format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
    algorithms: ['RS256'],
    allowedIss: issuer,
    allowedAud: audience,
    cache,
  });
  return { verify: (credentials) => verify(tokenFrom(credentials)).sub };
}
