import type { PartialConfig } from './config/index.js';
import type { EmulatedTenant } from './emulated-tenant.js';
import type { LoopbackHost } from './http/index.js';

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
   * on localhost, or `https://localhost:8443` when there is none; a tenant's first custom domain
   * takes precedence over both.
   */
  readonly canonicalOrigin?: string;
  /** Folder for the development certificate and the signing keys. Default: memory only. */
  readonly certificateDir?: string;
  /** JSON file that keeps users over a restart. Default: memory only. */
  readonly stateFile?: string;
  /** Serve the console and the control API under `/__emulator/`. Default false. */
  readonly control?: boolean;
  /** The time in milliseconds, for tests of expiry. Default `Date.now`. */
  readonly now?: () => number;
  /** Receives one line per request, which says "local emulator". Default: nothing is logged. */
  readonly log?: (line: string) => void;
}

/** A running emulator; the members of `EmulatedTenant` are those of its first tenant. */
export interface Emulator extends EmulatedTenant {
  /** The tenant of the top level of the configuration, then `furtherTenants`. */
  readonly tenants: readonly EmulatedTenant[];
  /**
   * The tenant of this name.
   *
   * @throws Error when there is none
   */
  tenant(name: string): EmulatedTenant;
  /** `http://localhost:PORT`. */
  readonly httpOrigin: string;
  /** `https://localhost:PORT`, when there is an HTTPS listener. */
  readonly httpsOrigin: string | undefined;
  /** PEM of the development CA, when there is an HTTPS listener. */
  readonly caCertificate: string | undefined;
  /** Restores the initial state of all tenants: configured users, one key, no sessions, no simulated faults. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
