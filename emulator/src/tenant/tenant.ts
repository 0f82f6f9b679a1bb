import type { Config } from '../config/index.js';
import type { KeyRing } from '../keys/index.js';
import type { ErrorResponse, Product } from '../products/index.js';
import type { ProtocolError } from '../protocol/index.js';
import type { UserDirectory } from '../users/index.js';
import { type CodeGrant, GrantStore, type RefreshGrant } from './grant-store.js';
import { SessionStore } from './session-store.js';
import { UserJourneyStore } from './user-journey-store.js';

interface TenantParts {
  readonly config: Config;
  readonly product: Product;
  readonly keys: KeyRing;
  readonly users: UserDirectory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Settings and state of the emulated tenant. */
export class Tenant {
  readonly config: Config;
  readonly product: Product;
  readonly keys: KeyRing;
  readonly users: UserDirectory;
  readonly now: () => number;
  readonly sessions: SessionStore;
  readonly codes: GrantStore<CodeGrant>;
  readonly refreshTokens: GrantStore<RefreshGrant>;
  readonly journeys: UserJourneyStore;

  constructor({ config, product, keys, users, now }: TenantParts) {
    this.config = config;
    this.product = product;
    this.keys = keys;
    this.users = users;
    this.now = now;
    this.sessions = new SessionStore(now);
    this.codes = new GrantStore(now);
    this.refreshTokens = new GrantStore(now);
    this.journeys = new UserJourneyStore(now);
  }

  /** NumericDate of now (RFC 7519): whole seconds since the epoch. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
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
    await this.keys.reset();
  }
}
