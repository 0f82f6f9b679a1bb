import { randomBytes } from 'node:crypto';
import type { Policy } from '../config/index.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import type { User } from '../users/index.js';

/** An e-mail address on its way to being proven. */
export interface Verification {
  purpose: 'sign-up' | 'reset-password';
  email: string;
  code: string;
  triesLeft: number;
  verified: boolean;
}

/** A person in the middle of a user flow. */
export interface Interaction {
  readonly id: string;
  /** Goes into every form and must come back with it. */
  readonly csrf: string;
  /** Value of the cookie of the browser that began; no other may go on. */
  readonly browser: string;
  readonly policy: Policy;
  readonly wanted: AuthorizeRequest;
  /** Present once signed in, with the time of it in seconds. */
  signedIn?: { user: User; authTime: number } | undefined;
  verification?: Verification | undefined;
}

const lifetime = 30 * 60_000;

/** The interactions under way. */
export class InteractionStore {
  private readonly entries = new Map<string, { interaction: Interaction; expiresAt: number }>();

  constructor(private readonly now: () => number) {}

  start(begun: Omit<Interaction, 'id' | 'csrf'>): Interaction {
    for (const [id, { expiresAt }] of this.entries)
      if (expiresAt <= this.now()) this.entries.delete(id);
    const interaction: Interaction = {
      ...begun,
      id: randomBytes(24).toString('base64url'),
      csrf: randomBytes(24).toString('base64url'),
    };
    this.entries.set(interaction.id, { interaction, expiresAt: this.now() + lifetime });
    return interaction;
  }

  /** The interaction, for the browser that began it. */
  find(id: string, browser: string | undefined): Interaction | undefined {
    const entry = this.entries.get(id);
    if (!entry || entry.expiresAt <= this.now()) return undefined;
    return entry.interaction.browser === browser ? entry.interaction : undefined;
  }

  end({ id }: Interaction): void {
    this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }
}
