import pg from 'pg';

/** What no waiting mends: a wrong user or password (class 28), or a database that does not exist (3D000). */
const refusal = /^(28|3D)/;

/** The database is there and does not let us in: `DATABASE_URL` is wrong. */
export class DatabaseRefusedError extends Error {
  override readonly name = 'DatabaseRefusedError';

  constructor(cause: Error) {
    super(`DATABASE_URL: the database refuses the connection: ${cause.message}`, { cause });
  }

  /** An error of the driver as what it means to whoever starts the API; others as they are. */
  static from(error: unknown): unknown {
    const refused = error instanceof pg.DatabaseError && refusal.test(error.code ?? '');
    return refused ? new DatabaseRefusedError(error) : error;
  }
}
