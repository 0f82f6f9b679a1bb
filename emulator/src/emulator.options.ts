import type { MintOptions } from './control/index.js';
import type { Config, PartialConfig } from './config/index.js';
import type { KeyStatus } from './keys/index.js';
import type { Behaviour, LoopbackHost } from './server/index.js';
import type { User } from './users/index.js';

/** How to start an emulator. Everything may be left out. */
export interface EmulatorOptions {
  /** Any part of a configuration; the rest is the default set-up. */
  config?: PartialConfig;
  /** Port of the plain HTTP listener. Default 0: any free one. */
  httpPort?: number;
  /** Port of the HTTPS listener, 0 for any free one. Default: no HTTPS listener. */
  httpsPort?: number;
  /** Loopback names only. Default `localhost`: 127.0.0.1, and ::1 where the machine has it. */
  host?: LoopbackHost;
  /**
   * Origin of every issuer, whatever scheme and port a caller used. Default: the HTTPS listener's
   * on localhost, or `https://localhost:8443` when there is none.
   */
  canonicalOrigin?: string;
  /** Folder for the development certificate and the signing keys. Default: memory only. */
  certificateDir?: string;
  /** JSON file that keeps users over a restart. Default: memory only. */
  stateFile?: string;
  /** Serve the control API under `/__emulator/`. Default false. */
  control?: boolean;
  /** The time in milliseconds, for tests of expiry. Default `Date.now`. */
  now?: () => number;
  /** Receives one line per request, which says "local emulator". Default: nothing is logged. */
  log?: (line: string) => void;
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
  /** Mints a token without a sign-in, right or wrong in any detail. */
  mintToken(options?: MintOptions): Promise<string>;
  /** The signing keys of this run. */
  keys(): KeyStatus[];
  /** Publishes a new key and signs with it; returns its id. */
  rotateKeys(): Promise<string>;
  /** Stops publishing a key; false when it was not published. */
  withdrawKey(kid: string): Promise<boolean>;
  /** Goes slow, down or wrong, and back. */
  setBehaviour(change: Partial<Behaviour>): Behaviour;
  users(): User[];
  /** As after a fresh start: configured users, one key, nobody signed in, well-behaved. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
