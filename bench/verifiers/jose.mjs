import { createRemoteJWKSet, jwtVerify } from 'jose';
import { tokenFrom } from '../support/tokens.mjs';

export function createVerifier({ jwksUri, issuer, audience }) {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  const options = { issuer, audience, algorithms: ['RS256'] };
  return {
    verify: async (credentials) => {
      const { payload } = await jwtVerify(tokenFrom(credentials), keys, options);
      return payload.sub;
    },
  };
}
