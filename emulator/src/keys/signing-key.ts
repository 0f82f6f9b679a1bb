import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { z } from 'zod';
import { readJsonFile, writePrivateJsonFile } from '../storage/index.js';

const generate = promisify(generateKeyPair);

/** A public key as B2C publishes it, with these members and no others. */
export interface PublishedKey {
  readonly kid: string;
  readonly nbf: number;
  readonly use: 'sig';
  readonly kty: 'RSA';
  readonly e: string;
  readonly n: string;
}

/** One RSA key pair. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly published: PublishedKey;
}

/** Makes a new 2048-bit key, valid from `now` (seconds). */
export async function createSigningKey(now: number): Promise<SigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return toSigningKey(privateKey, now);
}

/** Restores a stored key. */
export function restoreSigningKey(stored: { jwk: JWK; nbf: number }): Promise<SigningKey> {
  return toSigningKey(createPrivateKey({ key: stored.jwk, format: 'jwk' }), stored.nbf);
}

async function toSigningKey(privateKey: KeyObject, nbf: number): Promise<SigningKey> {
  const { e, n } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (e === undefined || n === undefined) {
    throw new Error('a signing key must be an RSA key');
  }
  // 43 characters of base64url like a real kid (RFC 7638).
  const kid = await calculateJwkThumbprint({ kty: 'RSA', e, n });
  return { kid, privateKey, published: { kid, nbf, use: 'sig', kty: 'RSA', e, n } };
}

const keyFileSchema = z.object({
  keys: z.array(z.object({ nbf: z.int(), jwk: z.looseObject({ kty: z.literal('RSA') }) })),
});

/** Reads the keys of an earlier run, newest last; none when there is no file. */
export async function readKeyFile(path: string): Promise<SigningKey[]> {
  const stored = await readJsonFile(path, keyFileSchema);
  return Promise.all((stored?.keys ?? []).map(restoreSigningKey));
}

/** Stores keys in a file that only its owner can read. */
export async function writeKeyFile(path: string, keys: readonly SigningKey[]): Promise<void> {
  const stored = keys.map(({ published, privateKey }) => ({
    nbf: published.nbf,
    jwk: privateKey.export({ format: 'jwk' }),
  }));
  await writePrivateJsonFile(path, { keys: stored });
}
