import type { Claims } from '../keys/index.js';
import type { ErrorHint } from '../protocol/index.js';

/** What happened in a tenant: a sign-in, a token, an answer with an error. */
export type ActivityEvent =
  | {
      readonly kind: 'sign-in';
      readonly email: string;
      readonly clientId: string;
      readonly policy: string;
      /** Without a page, by the session of an earlier sign-in. */
      readonly silent: boolean;
      readonly newUser: boolean;
    }
  | { readonly kind: 'failed-sign-in'; readonly email: string; readonly clientId: string }
  | { readonly kind: 'sign-out'; readonly email: string | undefined }
  | {
      readonly kind: 'token';
      readonly use: TokenUse;
      readonly kid: string;
      /** Without the signature: what is kept here is no token that could be used. */
      readonly claims: Claims;
    }
  | {
      readonly kind: 'error';
      readonly error: string;
      readonly description: string;
      readonly hint: ErrorHint | undefined;
    };

/** What a signed token is for. */
export type TokenUse = 'access token' | 'ID token' | 'application token';

/** An event with its number, counted from 1, and its time in milliseconds. */
export type Activity = ActivityEvent & { readonly id: number; readonly at: number };

/** The latest events of a tenant, for the console. */
export class ActivityLog {
  readonly #entries: Activity[] = [];
  readonly #listeners = new Set<(activity: Activity) => void>();
  #lastId = 0;

  /**
   * @param now - milliseconds since the epoch
   * @param capacity - how many events are kept; 0: nothing is
   */
  constructor(
    private readonly now: () => number,
    private readonly capacity: number,
  ) {}

  record(event: ActivityEvent): void {
    if (this.capacity === 0) {
      return;
    }
    this.#lastId += 1;
    const activity = { ...event, id: this.#lastId, at: this.now() };
    this.#entries.push(activity);
    if (this.#entries.length > this.capacity) {
      this.#entries.shift();
    }
    for (const listener of this.#listeners) {
      listener(activity);
    }
  }

  /** The number of the latest event; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /**
   * The events after the one of this number, oldest first. A number that was never given, as after a
   * restart, stands for the beginning.
   */
  since(id = 0): Activity[] {
    return this.#entries.filter((entry) => entry.id > (id > this.#lastId ? 0 : id));
  }

  /** Calls the listener with each event; returns what ends that. */
  subscribe(listener: (activity: Activity) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
