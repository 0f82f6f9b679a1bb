import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { ProviderDocumentError } from './provider-document.error.js';

/** RFC 7517 section 4, as far as an RSA signing key for RS256 goes; further members are ignored. */
const signingJwk = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
  alg: z.literal('RS256').optional(),
  n: z.string(),
  e: z.string(),
  issuer: z.string().optional(),
});

/** RFC 7518 section 3.3: anything shorter must not be used with RS256. */
const minModulusBits = 2048;
/** The least of the usual exponents. With an exponent of 1, any text is a valid signature. */
const minExponent = 65_537n;

/** A key that is ready to verify with. */
export interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
  /** The issuer that it signs for, where keys of several issuers are in one set, as with Entra ID. */
  readonly issuer: string | undefined;
}

/** The usable keys of a JWK Set. */
export interface SigningKeySet {
  /** By `kid`. */
  readonly keys: ReadonlyMap<string, SigningKey>;
  /** Ids that different keys have in common: it cannot be said which is meant, so none of them is used. */
  readonly ambiguous: readonly string[];
}

/**
 * Picks the usable signing keys of a JWK Set. Keys for other purposes, of other kinds or too weak
 * are skipped: a provider may list them beside good ones.
 *
 * @throws {ProviderDocumentError} when not a single key is usable
 */
export function readSigningKeys(listed: unknown): SigningKeySet {
  const keys = new Map<string, SigningKey>();
  const ambiguous = new Set<string>();
  for (const jwk of Array.isArray(listed) ? (listed as unknown[]) : []) {
    const found = readSigningKey(jwk);
    const before = found && keys.get(found.kid);
    if (before && !isSameKey(before, found)) {
      ambiguous.add(found.kid);
    } else if (found) {
      keys.set(found.kid, found);
    }
  }
  for (const kid of ambiguous) {
    keys.delete(kid);
  }
  if (keys.size === 0) {
    throw new ProviderDocumentError('lists no usable signing key');
  }
  return { keys, ambiguous: [...ambiguous] };
}

function readSigningKey(jwk: unknown): SigningKey | undefined {
  const parsed = signingJwk.safeParse(jwk);
  const key = parsed.success ? importRsaKey(parsed.data) : undefined;
  if (!parsed.success || !key || !isStrong(key)) {
    return undefined;
  }
  const { kid, issuer } = parsed.data;
  return { kid, key, issuer };
}

function isStrong(key: KeyObject): boolean {
  const exponent = key.asymmetricKeyDetails?.publicExponent ?? 0n;
  return modulusBits(key) >= minModulusBits && exponent >= minExponent && exponent % 2n === 1n;
}

/** Whether two entries are the same key for the same issuer. */
function isSameKey(a: SigningKey, b: SigningKey): boolean {
  return a.issuer === b.issuer && a.key.equals(b.key);
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

/** An unchanged key stays the same object, so that a comparison of objects tells whether it still stands. */
export function keepSameKeys(
  fresh: ReadonlyMap<string, SigningKey>,
  old: ReadonlyMap<string, SigningKey>,
): ReadonlyMap<string, SigningKey> {
  return new Map(
    [...fresh].map(([kid, key]) => {
      const before = old.get(kid);
      return [kid, before && isSameKey(before, key) ? before : key];
    }),
  );
}
