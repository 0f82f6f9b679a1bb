import pg from 'pg';

/** What waiting does not fix: a wrong user or password (class 28), or a database that does not exist (3D000). */
const refusal = /^(28|3D)/;

/** The database can be reached and refuses the connection: `DATABASE_URL` is wrong. */
export class DatabaseRefusedError extends Error {
  override readonly name = 'DatabaseRefusedError';

  constructor(cause: Error) {
    super(`DATABASE_URL: the database refuses the connection: ${cause.message}`, { cause });
  }

  /** Maps an error of the driver that means a refusal; returns every other error unchanged. */
  static from(error: unknown): unknown {
    const refused = error instanceof pg.DatabaseError && refusal.test(error.code ?? '');
    return refused ? new DatabaseRefusedError(error) : error;
  }
}
