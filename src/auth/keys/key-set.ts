import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { ProviderDocumentError } from './provider-document.js';

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
  /** Whose tokens it signs, where keys of several issuers stand in one set: Entra ID says so. */
  readonly issuer: string | undefined;
}

/** Signing keys by `kid`. */
export type KeySet = ReadonlyMap<string, SigningKey>;

/**
 * Picks the usable signing keys of a JWK Set. Keys for other purposes, of other kinds or too short
 * are passed over: a provider may list them beside good ones.
 *
 * @throws {ProviderDocumentError} when not a single key is usable
 */
export function readKeySet(keys: unknown): KeySet {
  const usable = new Map<string, SigningKey>();
  for (const jwk of Array.isArray(keys) ? (keys as unknown[]) : []) {
    const parsed = signingJwk.safeParse(jwk);
    const key = parsed.success ? toKeyObject(parsed.data) : undefined;
    if (!parsed.success || !key) continue;
    const { kid, issuer } = parsed.data;
    usable.set(kid, { kid, key, issuer });
  }
  if (usable.size === 0) throw new ProviderDocumentError('lists no usable signing key');
  return usable;
}

/** From the JWK itself: a PEM in between is parsed anew by OpenSSL at every verification. */
function toKeyObject({ kty, n, e }: z.infer<typeof signingJwk>): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: { kty, n, e } satisfies JsonWebKey, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return bits >= minModulusBits ? key : undefined;
  } catch {
    return undefined;
  }
}
