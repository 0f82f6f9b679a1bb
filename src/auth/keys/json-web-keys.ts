import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { ProviderDocumentError } from './provider-metadata.js';

/** RFC 7517 section 4, as far as an RSA signing key for RS256 goes; further members are ignored. */
const signingJwk = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
  n: z.string(),
  e: z.string(),
  issuer: z.string().optional(),
});

/** RFC 7518 section 3.3: anything shorter must not be used with RS256. */
const minModulusBits = 2048;

/** A key that is ready to verify with. */
export interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
  /** The issuer that it signs for, where keys of several issuers are in one set, as with Entra ID. */
  readonly issuer: string | undefined;
}

/**
 * Picks the usable signing keys of a JWK Set. Keys for other purposes, of other kinds or too short
 * are skipped: a provider may list them beside good ones.
 *
 * @returns the keys by `kid`
 * @throws {ProviderDocumentError} when not a single key is usable
 */
export function readSigningKeys(keys: unknown): ReadonlyMap<string, SigningKey> {
  const usable = new Map<string, SigningKey>();
  for (const jwk of Array.isArray(keys) ? (keys as unknown[]) : []) {
    const parsed = signingJwk.safeParse(jwk);
    const key = parsed.success ? importRsaKey(parsed.data) : undefined;
    if (parsed.success && key && modulusBits(key) >= minModulusBits) {
      const { kid, issuer } = parsed.data;
      usable.set(kid, { kid, key, issuer });
    }
  }
  if (usable.size === 0) {
    throw new ProviderDocumentError('lists no usable signing key');
  }
  return usable;
}

/**
 * The public key of an RSA JWK, or undefined where it is none. Made from the JWK itself: OpenSSL parses
 * a PEM anew at every verification.
 */
export function importRsaKey({ kty, n, e }: JsonWebKey): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' });
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The size of an RSA key. */
export function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}
