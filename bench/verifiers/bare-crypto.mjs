import { createPublicKey, verify } from 'node:crypto';
import { tokenFrom } from '../support/tokens.mjs';

/**
 * The limit: OpenSSL with everything laid out for it. Nothing is parsed, nothing but the signature
 * is checked.
 */
export async function createVerifier({ jwksUri }) {
  const { keys } = await (await fetch(jwksUri)).json();
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  return {
    prepare: (credentials) => {
      const [header, claims, signature] = tokenFrom(credentials).split('.');
      return {
        signed: Buffer.from(`${header}.${claims}`),
        signature: Buffer.from(signature, 'base64url'),
        subject: JSON.parse(Buffer.from(claims, 'base64url')).sub,
      };
    },
    verify: ({ signed, signature, subject }) => {
      if (!verify('RSA-SHA256', signed, key, signature)) {
        throw new Error('wrong signature');
      }
      return subject;
    },
  };
}
