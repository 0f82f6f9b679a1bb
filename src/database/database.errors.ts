import { types } from 'node:util';
import { ServiceUnavailableException } from '@nestjs/common';
import pg from 'pg';
import type { ProblemException } from '../errors/index.js';

/** The database cannot be used now, but the same request may succeed later. */
export class DatabaseUnavailableException
  extends ServiceUnavailableException
  implements ProblemException
{
  readonly headers = { 'Retry-After': '2' };
  readonly reason = 'database_unavailable';

  constructor(cause: unknown) {
    super('The database cannot be used at the moment. Try again later.', { cause });
  }
}

/** https://www.sqlite.org/rescode.html: a lock held elsewhere, or a disk that fails. */
const sqliteCodes = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|PROTOCOL)/;

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: connections (08), resources (53),
 * an operator (57), a rolled back transaction (40), a read-only standby (25006), a schema that is
 * still to come (42P01), and a prepared statement that the connection no longer has (26000).
 */
const postgresCodes = /^(08|40|53|57|25006|42P01|26000)/;

/** A column has got another type since the statement was prepared. The code alone (0A000) says much else too. */
const stalePlan = 'cached plan must not change result type';

/**
 * Whether an error of a driver means that the database cannot be used now, rather than a defect of
 * this program. The error of SQLite is recognised by its name: its class can exist twice in one
 * process, once for each copy of its module.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { name, code = '', message = '' } = error as Partial<NodeJS.ErrnoException>;
  if (name === 'SqliteError') {
    return sqliteCodes.test(code) || message.startsWith('no such table');
  }
  if (error instanceof pg.DatabaseError) {
    return postgresCodes.test(code) || message === stalePlan;
  }
  if (DatabaseSetupError.from(error)) {
    return false;
  }
  // Lost connections are plain errors of the socket or the pool; defects have types of their own.
  return types.isNativeError(error) && name !== 'TypeError' && name !== 'RangeError';
}

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
    if (error instanceof DatabaseSetupError) {
      return error;
    }
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
