import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';

const generate = promisify(generateKeyPair);

/** A public key as B2C publishes it: exactly these members. */
export interface PublishedKey {
  kid: string;
  nbf: number;
  use: 'sig';
  kty: 'RSA';
  e: string;
  n: string;
}

/** One RSA key pair. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  published: PublishedKey;
}

/** Makes a new 2048-bit key, valid from `now` (seconds). */
export async function createSigningKey(now: number): Promise<SigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return toSigningKey(privateKey, now);
}

/** A key out of its stored form. */
export function restoreSigningKey(stored: { jwk: JWK; nbf: number }): Promise<SigningKey> {
  return toSigningKey(createPrivateKey({ key: stored.jwk, format: 'jwk' }), stored.nbf);
}

async function toSigningKey(privateKey: KeyObject, nbf: number): Promise<SigningKey> {
  const { e, n } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (e === undefined || n === undefined) throw new Error('a signing key must be an RSA key');
  // Same look as a real kid: 43 characters of base64url (RFC 7638).
  const kid = await calculateJwkThumbprint({ kty: 'RSA', e, n });
  return { kid, privateKey, published: { kid, nbf, use: 'sig', kty: 'RSA', e, n } };
}
