import type { Config } from '../config/index.js';
import type { CookieKind } from '../http/index.js';
import { type Claims, type KeyRing, signToken } from '../keys/index.js';
import type { ErrorResponse, Product } from '../products/index.js';
import type { ErrorHint, ProtocolError } from '../protocol/index.js';
import type { UserDirectory } from '../users/index.js';
import { ActivityLog, type TokenUse } from './activity-log.js';
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
  /** How many events the activity log keeps. Default 0: none. */
  readonly activityCapacity?: number;
}

/** The error response of the product, and beside it what would have worked. */
export interface HintedErrorResponse extends ErrorResponse {
  readonly hint: ErrorHint | undefined;
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
  readonly activity: ActivityLog;

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
    this.activity = new ActivityLog(now, parts.activityCapacity ?? 0);
  }

  /** NumericDate of now (RFC 7519): whole seconds since the epoch. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** The keys that sign tokens for an audience: the application's own, or the tenant's. */
  keysFor(audience: unknown): KeyRing {
    return this.applicationKeys.get(String(audience)) ?? this.keys;
  }

  /** Signs claims with the current key for their audience; the activity log has them then. */
  sign(claims: Claims, use: TokenUse): Promise<string> {
    const key = this.keysFor(claims['aud']).current;
    this.activity.record({ kind: 'token', use, kid: key.kid, claims });
    return signToken(key, claims);
  }

  /** The error response of the product for an error; the activity log has it then. */
  errorResponse(protocolError: ProtocolError): HintedErrorResponse {
    const response = this.product.errorResponse(protocolError, this.now());
    const { hint } = protocolError;
    const { error, description } = response;
    this.activity.record({ kind: 'error', error, description, hint });
    return { ...response, hint };
  }

  /** Restores the initial state: configured users, one key, no sessions or grants. */
  async reset(): Promise<void> {
    this.sessions.clear();
    this.codes.clear();
    this.refreshTokens.clear();
    this.journeys.clear();
    this.activity.clear();
    await this.users.reset();
    await Promise.all([this.keys, ...this.applicationKeys.values()].map((ring) => ring.reset()));
  }
}
