import type { KeyStatus } from '../keys/index.js';
import { normalBehaviour, type Behaviour } from '../server/behaviour.js';
import type { Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';
import { mintToken } from './mint-token.js';
import type { MintOptions } from './mint.schema.js';

/** What a test may do to a running emulator, from code or over the control API. */
export class Controls {
  private current: Behaviour = normalBehaviour;

  constructor(private readonly tenant: Tenant) {}

  mintToken(options?: MintOptions): Promise<string> {
    return mintToken(this.tenant, options);
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
    return this.current;
  }

  /** Changes what is given and leaves the rest. */
  setBehaviour(change: { [K in keyof Behaviour]?: Behaviour[K] | undefined }): Behaviour {
    this.current = {
      delayMs: change.delayMs ?? this.current.delayMs,
      down: change.down ?? this.current.down,
      failWith: change.failWith === undefined ? this.current.failWith : change.failWith,
    };
    return this.current;
  }

  async reset(): Promise<void> {
    this.current = normalBehaviour;
    await this.tenant.reset();
  }
}
