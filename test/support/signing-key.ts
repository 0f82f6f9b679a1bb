import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A key pair as an identity provider holds it, with its public half as B2C lists it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** Makes a real RSA key; 2048 bits unless a test is about another size. */
export async function createSigningKey(kid: string, modulusLength = 2048): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
  const { n, e } = publicKey.export({ format: 'jwk' });
  const jwk = { kid, nbf: 1493763266, use: 'sig', kty: 'RSA', e, n };
  return { kid, privateKey, publicKey, jwk };
}
