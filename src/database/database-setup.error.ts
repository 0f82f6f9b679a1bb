import pg from 'pg';

/** What waiting does not fix: a wrong user or password (class 28), or a database that does not exist (3D000). */
const refusal = /^(28|3D)/;

/** The addon of SQLite is missing, or was built for another Node or another machine. */
const addonCodes: ReadonlySet<unknown> = new Set(['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND']);

/** The database cannot be used until the operator changes something. The message says what, in one line. */
export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError';

  /**
   * The error for one of a driver that waiting does not fix.
   *
   * @returns undefined for every other error
   */
  static from(error: unknown): DatabaseSetupError | undefined {
    if (error instanceof pg.DatabaseError && refusal.test(error.code ?? '')) {
      const message = `DATABASE_URL: the database refuses the connection: ${error.message}`;
      return new DatabaseSetupError(message, { cause: error });
    }
    if (addonCodes.has((error as Partial<NodeJS.ErrnoException>).code)) {
      const [reason] = (error as Error).message.split('\n');
      const message =
        `The embedded database cannot be loaded: ${reason}. ` +
        `Run npm ci with the Node that runs the API (${process.version}, ${process.platform} ${process.arch}).`;
      return new DatabaseSetupError(message, { cause: error });
    }
    return undefined;
  }
}
