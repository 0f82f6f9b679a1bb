import type { Config } from '../config/index.js';
import type { CookieKind } from '../http/index.js';
import { type Claims, type KeyRing, signToken } from '../keys/index.js';
import type { ErrorResponse, Product } from '../products/index.js';
import type { ProtocolError } from '../protocol/index.js';
import type { UserDirectory } from '../users/index.js';
import { type CodeGrant, GrantStore, type RefreshGrant } from './grant-store.js';
import { SessionStore } from './session-store.js';
import { UserJourneyStore } from './user-journey-store.js';

/** What a tenant consists of when it is opened. */
export interface TenantParts {
  readonly name: string;
  readonly config: Config;
  readonly product: Product;
  readonly keys: KeyRing;
  /** Signing keys of applications that have their own, by client id. */
  readonly applicationKeys: ReadonlyMap<string, KeyRing>;
  readonly users: UserDirectory;
  /** Cookie of browser sessions: each tenant has its own single sign-on. */
  readonly sessionCookie: CookieKind;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Settings and state of one emulated tenant, as one product. */
export class Tenant {
  readonly name: string;
  readonly config: Config;
  readonly product: Product;
  readonly keys: KeyRing;
  readonly applicationKeys: ReadonlyMap<string, KeyRing>;
  readonly users: UserDirectory;
  readonly sessionCookie: CookieKind;
  readonly now: () => number;
  readonly sessions: SessionStore;
  readonly codes: GrantStore<CodeGrant>;
  readonly refreshTokens: GrantStore<RefreshGrant>;
  readonly journeys: UserJourneyStore;

  constructor(parts: TenantParts) {
    this.name = parts.name;
    this.config = parts.config;
    this.product = parts.product;
    this.keys = parts.keys;
    this.applicationKeys = parts.applicationKeys;
    this.users = parts.users;
    this.sessionCookie = parts.sessionCookie;
    this.now = parts.now;
    const { now } = parts;
    this.sessions = new SessionStore(now);
    this.codes = new GrantStore(now);
    this.refreshTokens = new GrantStore(now);
    this.journeys = new UserJourneyStore(now);
  }

  /** NumericDate of now (RFC 7519): whole seconds since the epoch. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** The keys that sign tokens for an audience: the application's own, or the tenant's. */
  keysFor(audience: unknown): KeyRing {
    return this.applicationKeys.get(String(audience)) ?? this.keys;
  }

  /** Signs claims with the current key for their audience. */
  sign(claims: Claims): Promise<string> {
    return signToken(this.keysFor(claims['aud']).current, claims);
  }

  /** The error response of the product for an error. */
  errorResponse(protocolError: ProtocolError): ErrorResponse {
    return this.product.errorResponse(protocolError, this.now());
  }

  /** Restores the initial state: configured users, one key, no sessions or grants. */
  async reset(): Promise<void> {
    this.sessions.clear();
    this.codes.clear();
    this.refreshTokens.clear();
    this.journeys.clear();
    await this.users.reset();
    await Promise.all([this.keys, ...this.applicationKeys.values()].map((ring) => ring.reset()));
  }
}
