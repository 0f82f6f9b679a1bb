import type { LogEvent, Migration } from 'kysely';
import type { Quota } from './quotas/index.js';

/** Where data is stored, and how it is laid out. */
export interface DatabaseOptions {
  /** A `postgres://` address, of one server or of several; left out, the embedded database is used. */
  readonly url?: string | undefined;
  /** Connections to PostgreSQL of this process; 10 unless given. */
  readonly poolMax?: number;
  /** How long PostgreSQL may take for a statement; 5 s unless given. */
  readonly statementTimeoutMs?: number;
  /** The folder of the embedded database; made when it is missing. */
  readonly directory: string;
  /** The file of the embedded database in its folder. */
  readonly fileName: string;
  /** Every migration by its name; applied in the order of the names. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** What one owner may store. */
  readonly quotas?: readonly Quota[];
  /** Told of every statement when it has ended. */
  readonly onQuery?: ((event: LogEvent) => void) | undefined;
}

/** Injection token of {@link DatabaseOptions}. */
export const DATABASE_OPTIONS = Symbol('DATABASE_OPTIONS');
