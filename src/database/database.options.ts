/** Where tasks are kept. */
export interface DatabaseOptions {
  /** A `postgres://` address; left out, the embedded database is used. */
  readonly url?: string | undefined;
  /** The folder of the embedded database; made when it is missing. */
  readonly directory: string;
}

/** Injection token of {@link DatabaseOptions}. */
export const DATABASE_OPTIONS = Symbol('DATABASE_OPTIONS');
