import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Long enough that two of a million callers hardly ever share one. */
const pseudonymLength = 16;

/** What a pseudonym stands for. Equal values of different kinds have different pseudonyms. */
export type PseudonymKind = 'address' | 'subject';

/**
 * Replaces addresses and subjects in the log. Lines of the same caller have the same pseudonym, so that an
 * attack can be traced, and without the key nobody can tell whose it is.
 */
export class Pseudonyms {
  readonly #key: Buffer;
  /** An HMAC takes about as long as the rest of the line. */
  readonly #known = new LRUCache<string, string>({ max: 5_000 });

  /** @param key the same one for all processes whose logs are read together; undefined: a random one */
  constructor(key?: string) {
    this.#key = key === undefined ? randomBytes(32) : Buffer.from(key);
  }

  /** The pseudonym of a value: the start of its HMAC-SHA-256 (RFC 2104), in hexadecimal. */
  of(kind: PseudonymKind, value: string): string {
    const input = `${kind}:${value}`;
    let pseudonym = this.#known.get(input);
    if (pseudonym === undefined) {
      pseudonym = createHmac('sha256', this.#key).update(input).digest('hex');
      pseudonym = pseudonym.slice(0, pseudonymLength);
      this.#known.set(input, pseudonym);
    }
    return pseudonym;
  }
}
