import type { Config, PartialConfig } from './config/index.js';
import type { Behaviour, TestTokenOptions } from './control/index.js';
import type { LoopbackHost } from './http/index.js';
import type { KeyStatus } from './keys/index.js';
import type { User } from './users/index.js';

/** Options of an emulator; all optional. */
export interface EmulatorOptions {
  /** Any part of a configuration; missing parts come from the default configuration. */
  readonly config?: PartialConfig;
  /** Port of the plain HTTP listener. Default 0: any free one. */
  readonly httpPort?: number;
  /** Port of the HTTPS listener, 0 for any free one. Default: no HTTPS listener. */
  readonly httpsPort?: number;
  /** Loopback names only. Default `localhost`: 127.0.0.1, and ::1 where the machine has it. */
  readonly host?: LoopbackHost;
  /**
   * Origin of every issuer, independent of the origin of requests. Default: the HTTPS listener's
   * on localhost, or `https://localhost:8443` when there is none.
   */
  readonly canonicalOrigin?: string;
  /** Folder for the development certificate and the signing keys. Default: memory only. */
  readonly certificateDir?: string;
  /** JSON file that keeps users over a restart. Default: memory only. */
  readonly stateFile?: string;
  /** Serve the control API under `/__emulator/`. Default false. */
  readonly control?: boolean;
  /** The time in milliseconds, for tests of expiry. Default `Date.now`. */
  readonly now?: () => number;
  /** Receives one line per request, which says "local emulator". Default: nothing is logged. */
  readonly log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator {
  readonly config: Config;
  /** `http://localhost:PORT`. */
  readonly httpOrigin: string;
  /** `https://localhost:PORT`, when there is an HTTPS listener. */
  readonly httpsOrigin: string | undefined;
  /** The `iss` of the tenant's tokens (of policies that do not put their own name in it). */
  readonly issuer: string;
  /** PEM of the development CA, when there is an HTTPS listener. */
  readonly caCertificate: string | undefined;
  /**
   * Authority of a policy, as MSAL wants it; with Entra ID and External ID, of a tenant.
   *
   * @param policy - policy id in any case, default the first; or a tenant, such as `organizations`
   * @param scheme - default: https when there is an HTTPS listener
   */
  authority(policy?: string, scheme?: 'http' | 'https'): string;
  /** Address of a policy's discovery document; parameters as for `authority`. */
  discoveryUrl(policy?: string, scheme?: 'http' | 'https'): string;
  /** Issues a token without a sign-in, valid or deviating in any detail. */
  issueTestToken(options?: TestTokenOptions): Promise<string>;
  /** The signing keys of this run. */
  keys(): KeyStatus[];
  /** Publishes a new key and signs with it; returns its id. */
  rotateKeys(): Promise<string>;
  /** Stops publishing a key; false when it was not published. */
  withdrawKey(kid: string): Promise<boolean>;
  /** Simulates faults: delays, an outage, an error status. */
  setBehaviour(change: Partial<Behaviour>): Behaviour;
  users(): User[];
  /** Restores the initial state: configured users, one key, no sessions, no simulated faults. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
