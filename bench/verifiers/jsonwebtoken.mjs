import { createPublicKey } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { tokenFrom } from '../support/tokens.mjs';

/**
 * What passport-jwt calls to verify a token, with the key laid out for it: nothing that goes through passport-jwt can
 * take less.
 *
 * @param {import('../support/provider.mjs').ProviderFacts} facts
 */
export async function createVerifier({ jwksUri, issuer, audience }) {
  const { keys } = await (await fetch(jwksUri)).json();
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const options = { algorithms: ['RS256'], issuer, audience };
  return {
    verify: (credentials) => jsonwebtoken.verify(tokenFrom(credentials), key, options).sub,
  };
}
