import type { KeyStatus } from '../keys/index.js';
import type { Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';
import { issueTestToken, type TestTokenOptions } from './test-token.js';

/** What tests can control in one tenant, from code or over the control API. */
export class Controls {
  #current: Behaviour = normalBehaviour;

  constructor(private readonly tenant: Tenant) {}

  /** Name of the tenant. */
  get name(): string {
    return this.tenant.name;
  }

  issueTestToken(options?: TestTokenOptions): Promise<string> {
    return issueTestToken(this.tenant, options);
  }

  keys(): KeyStatus[] {
    return this.tenant.keys.list();
  }

  rotateKeys(): Promise<string> {
    return this.tenant.keys.rotate();
  }

  withdrawKey(kid: string): Promise<boolean> {
    return this.tenant.keys.withdraw(kid);
  }

  users(): User[] {
    return this.tenant.users.list();
  }

  behaviour(): Behaviour {
    return this.#current;
  }

  /** Changes the given members only. */
  setBehaviour(change: { [K in keyof Behaviour]?: Behaviour[K] | undefined }): Behaviour {
    this.#current = {
      delayMs: change.delayMs ?? this.#current.delayMs,
      down: change.down ?? this.#current.down,
      failWith: change.failWith === undefined ? this.#current.failWith : change.failWith,
    };
    return this.#current;
  }

  async reset(): Promise<void> {
    this.#current = normalBehaviour;
    await this.tenant.reset();
  }
}

/** Simulated faults. */
export interface Behaviour {
  /** Delay of every response in milliseconds. */
  readonly delayMs: number;
  /** Connections are closed without a response. */
  readonly down: boolean;
  /** Status of every response, without content; null for normal responses. */
  readonly failWith: number | null;
}

/** No faults. */
export const normalBehaviour: Behaviour = { delayMs: 0, down: false, failWith: null };
