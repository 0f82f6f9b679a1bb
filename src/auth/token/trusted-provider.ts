import type { RemoteKeySet, SigningKeys } from '../keys/index.js';
import type { JsonObject } from '../providers/index.js';
import { RefusedError, type TokenFault } from '../refusals/index.js';
import { announcedIssuerFault, checksAfterIssuer, type TokenRules } from './access-token.checks.js';
import type { CompactJws } from './compact-jws.js';
import type { VerifyingKey } from './verified-token.cache.js';

/** One of the providers whose tokens are accepted: its rules and its keys, and nobody else's. */
export class TrustedProvider {
  readonly name: string;

  constructor(
    readonly rules: TokenRules,
    private readonly signingKeys: SigningKeys,
  ) {
    this.name = rules.provider.name;
  }

  /** Whether the issuer of a token is one that this provider is known to announce. */
  announcesIssuerOf(claims: JsonObject): boolean {
    const { provider } = this.rules;
    return (
      !this.signingKeys.isInConflict(provider) &&
      this.#allKeySets().some(
        ({ issuer }) => issuer !== undefined && provider.isIssuer(claims, issuer),
      )
    );
  }

  /** Whether a token could be this provider's, as long as not all of its metadata has been fetched. */
  mayAnnounceIssuerOf(claims: JsonObject): boolean {
    const { provider } = this.rules;
    return (
      !this.signingKeys.isInConflict(provider) &&
      provider.checkIssuerShape(claims) === undefined &&
      this.#candidates(claims).some(({ issuer }) => issuer === undefined)
    );
  }

  /**
   * Runs every check that what is in memory allows.
   *
   * @returns the key set that the key must come from
   * @throws {RefusedError} `invalid_token`
   */
  check(token: CompactJws, nowSeconds: number): RemoteKeySet {
    const { provider } = this.rules;
    const { claims } = token;
    this.#refuse(provider.checkIssuerShape(claims) ?? this.#checkIssuer(claims));
    for (const { check } of checksAfterIssuer) {
      this.#refuse(check(token, this.rules, nowSeconds));
    }
    const named = provider.keySetOf(claims);
    if (!named) {
      throw this.#invalid('policy');
    }
    return this.signingKeys.of(provider, named);
  }

  /**
   * The key of a token that has passed {@link check}: at once when it is in memory, as it nearly always is.
   *
   * @throws {RefusedError} `invalid_token` or `keys_unavailable`
   */
  resolveSigningKey(token: CompactJws, keySet: RemoteKeySet): VerifyingKey | Promise<VerifyingKey> {
    const kid = String(token.header['kid']);
    const signingKey = keySet.issuer === undefined ? undefined : keySet.get(kid);
    return signingKey
      ? this.#accept(token, { signingKey, keySet })
      : this.#waitForKey(token, kid, keySet);
  }

  /**
   * Waits for the metadata of a key set, and checks the issuer against it.
   *
   * @throws {RefusedError} `invalid_token` or `keys_unavailable`
   */
  async waitAndCheckIssuer({ claims }: CompactJws, keySet: RemoteKeySet): Promise<this> {
    const issuer = await keySet.whenIssuerKnown().catch((error: unknown) => {
      throw error instanceof RefusedError ? new RefusedError(error.refusal, this.name) : error;
    });
    const { provider } = this.rules;
    if (!provider.isIssuer(claims, issuer) || this.signingKeys.isInConflict(provider)) {
      throw this.#invalid('issuer');
    }
    return this;
  }

  async #waitForKey(token: CompactJws, kid: string, keySet: RemoteKeySet): Promise<VerifyingKey> {
    await this.waitAndCheckIssuer(token, keySet);
    const signingKey = await keySet.find(kid).catch((error: unknown) => {
      throw error instanceof RefusedError ? new RefusedError(error.refusal, this.name) : error;
    });
    if (!signingKey) {
      throw this.#invalid('unknown_key');
    }
    return this.#accept(token, { signingKey, keySet });
  }

  /** Many tenants may share a set of keys; each key signs only for the issuer that it names. */
  #accept({ claims }: CompactJws, found: Omit<VerifyingKey, 'rules'>): VerifyingKey {
    if (!this.rules.provider.acceptsKeyOf(claims, found.signingKey.issuer)) {
      throw this.#invalid('key_issuer');
    }
    return { ...found, rules: this.rules };
  }

  #checkIssuer(claims: JsonObject): TokenFault | undefined {
    const announced = this.#candidates(claims).map(({ issuer }) => issuer);
    return announcedIssuerFault(claims, this.rules.provider, announced);
  }

  /** The key set that the token refers to; if it refers to none, it can be of any. */
  #candidates(claims: JsonObject): RemoteKeySet[] {
    const named = this.rules.provider.keySetOf(claims);
    return named ? [this.signingKeys.of(this.rules.provider, named)] : this.#allKeySets();
  }

  #allKeySets(): RemoteKeySet[] {
    const { provider } = this.rules;
    return provider.keySets.map((options) => this.signingKeys.of(provider, options));
  }

  #refuse(fault: TokenFault | undefined): void {
    if (fault !== undefined) {
      throw this.#invalid(fault);
    }
  }

  #invalid(reason: TokenFault): RefusedError {
    return new RefusedError({ kind: 'invalid_token', reason }, this.name);
  }
}
