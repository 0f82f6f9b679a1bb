import { ForbiddenException } from '@nestjs/common';
import pg from 'pg';
import type { ProblemException } from '../../errors/index.js';

/** SQLSTATE of the trigger's error: a class that the SQL standard leaves to implementations. */
export const quotaSqlState = 'QX001';

/** What the trigger's error message starts with; the name of what is counted follows. */
export const quotaMessage = 'quota_exceeded';

/** A write would store more than one owner may store. The caller has every right; there is no challenge. */
export class QuotaExceededException extends ForbiddenException implements ProblemException {
  readonly reason = 'quota_exceeded';
  readonly code = 'quota_exceeded';

  /** @param counted what is counted: "tasks" */
  constructor(counted: string, cause: unknown) {
    super(`This would be more ${counted} than one owner may store.`, { cause });
  }

  /** The exception for an error of a driver; undefined unless the quota's trigger raised it. */
  static from(error: unknown): QuotaExceededException | undefined {
    const { name, code, message = '' } = error as Partial<NodeJS.ErrnoException>;
    const raised =
      (name === 'SqliteError' && code === 'SQLITE_CONSTRAINT_TRIGGER') ||
      (error instanceof pg.DatabaseError && code === quotaSqlState);
    if (!raised || !message.startsWith(quotaMessage)) {
      return undefined;
    }
    return new QuotaExceededException(message.slice(quotaMessage.length + 1), error);
  }
}
