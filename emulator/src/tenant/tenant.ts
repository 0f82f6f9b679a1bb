import type { Config } from '../config/index.js';
import { InteractionStore } from './interaction-store.js';
import type { ProtocolError } from '../oauth/protocol-error.js';
import type { KeyRing } from '../keys/index.js';
import type { Profile, WrittenRefusal } from '../profile/index.js';
import type { UserDirectory } from '../users/index.js';
import type { CodeGrant, RefreshGrant } from './authorization.js';
import { GrantStore } from './grant-store.js';
import { SessionStore } from './session-store.js';

interface TenantParts {
  config: Config;
  profile: Profile;
  keys: KeyRing;
  users: UserDirectory;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Everything a request can touch: the settings, and all that changes while the emulator runs. */
export class Tenant {
  readonly config: Config;
  readonly profile: Profile;
  readonly keys: KeyRing;
  readonly users: UserDirectory;
  readonly now: () => number;
  readonly sessions: SessionStore;
  readonly codes: GrantStore<CodeGrant>;
  readonly refreshTokens: GrantStore<RefreshGrant>;
  readonly interactions: InteractionStore;

  constructor({ config, profile, keys, users, now }: TenantParts) {
    this.config = config;
    this.profile = profile;
    this.keys = keys;
    this.users = users;
    this.now = now;
    this.sessions = new SessionStore(now);
    this.codes = new GrantStore(now);
    this.refreshTokens = new GrantStore(now);
    this.interactions = new InteractionStore(now);
  }

  /** Whole seconds since the epoch, as tokens count. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A refusal as the product writes it, now. */
  writeRefusal(refusal: ProtocolError): WrittenRefusal {
    return this.profile.writeRefusal(refusal, this.now());
  }

  /** As after a fresh start: configured users, one key, nobody signed in. */
  async reset(): Promise<void> {
    this.sessions.clear();
    this.codes.clear();
    this.refreshTokens.clear();
    this.interactions.clear();
    await this.users.reset();
    await this.keys.reset();
  }
}
