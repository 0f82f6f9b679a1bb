import { JwtVerifier } from 'aws-jwt-verify';
import { tokenFrom } from '../support/tokens.mjs';

/** With its key cache filled by hand: it fetches over https only. */
export async function createVerifier({ jwksUri, issuer, audience }) {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri });
  verifier.cacheJwks(await (await fetch(jwksUri)).json());
  return { verify: async (credentials) => (await verifier.verify(tokenFrom(credentials))).sub };
}
