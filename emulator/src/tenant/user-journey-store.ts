import { randomBytes } from 'node:crypto';
import type { Policy } from '../config/index.js';
import type { AuthorizeRequest } from '../protocol/index.js';
import type { User } from '../users/index.js';

/** E-mail verification in progress. */
export interface Verification {
  purpose: 'sign-up' | 'reset-password';
  email: string;
  code: string;
  triesLeft: number;
  verified: boolean;
}

/** A user flow in progress: B2C calls it a user journey. */
export interface UserJourney {
  readonly id: string;
  /** CSRF token of every form. */
  readonly csrf: string;
  /** Cookie value of the browser that started the journey; no other browser may continue it. */
  readonly browser: string;
  readonly policy: Policy;
  readonly authorizeRequest: AuthorizeRequest;
  /** Set after sign-in; `authTime` in seconds. */
  signedIn?: { user: User; authTime: number } | undefined;
  verification?: Verification | undefined;
}

/** How long a user journey may take. */
export const userJourneySeconds = 1_800;

/** The user journeys in progress; each expires after 30 minutes. */
export class UserJourneyStore {
  readonly #entries = new Map<string, { journey: UserJourney; expiresAt: number }>();

  constructor(private readonly now: () => number) {}

  start(begun: Omit<UserJourney, 'id' | 'csrf'>): UserJourney {
    for (const [id, { expiresAt }] of this.#entries) {
      if (expiresAt <= this.now()) {
        this.#entries.delete(id);
      }
    }
    const journey: UserJourney = {
      ...begun,
      id: randomBytes(24).toString('base64url'),
      csrf: randomBytes(24).toString('base64url'),
    };
    this.#entries.set(journey.id, { journey, expiresAt: this.now() + userJourneySeconds * 1_000 });
    return journey;
  }

  /** Whether there is a journey of this id, expired or not. */
  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** The journey, if this browser started it. */
  find(id: string, browser: string | undefined): UserJourney | undefined {
    const entry = this.#entries.get(id);
    if (!entry || entry.expiresAt <= this.now()) {
      return undefined;
    }
    return entry.journey.browser === browser ? entry.journey : undefined;
  }

  end({ id }: UserJourney): void {
    this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }
}
