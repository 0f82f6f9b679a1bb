import { Redis } from 'ioredis';
import { inspectDatabase, type DatabaseOptions } from '../database/index.js';
import { printable } from '../logging/index.js';
import { describeConnectionError } from './connection-error.js';
import { failed, passed, skipped, type Finding } from './finding.js';

const timeoutMs = 3_000;

/** Whether data can be stored. */
export async function checkDatabase(options: DatabaseOptions): Promise<Finding> {
  const check = 'database';
  try {
    const { kind, pending } = await withTimeout(inspectDatabase(options));
    const where = kind === 'SQLite' ? `${kind} in ${printable(options.directory)}` : kind;
    return passed(
      check,
      pending.length === 0
        ? `${where}: reachable, and every migration is applied`
        : `${where}: reachable; the next start applies ${pending.join(', ')}`,
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (options.url === undefined) {
      return failed(
        check,
        `SQLite cannot write in ${printable(options.directory)} (${driverMessage(error)})`,
        'Let the account that runs the API write to DATA_DIR, or name another folder.',
      );
    }
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    const refused = code !== undefined && /^(28|3D|42)/.test(code);
    return failed(
      check,
      refused
        ? `PostgreSQL refuses: ${driverMessage(error)}`
        : `PostgreSQL: ${describeConnectionError(error).found}`,
      refused
        ? 'Check user, password and database name in DATABASE_URL, and what the user may do.'
        : 'Check host and port in DATABASE_URL, and that PostgreSQL runs.',
    );
  }
}

/** Whether rate limits are counted for all processes together. Without Redis each counts for itself. */
export async function checkRedis(url: string | undefined): Promise<Finding> {
  const check = 'Redis';
  if (url === undefined) {
    return skipped(check, 'REDIS_URL is not set, so each process counts requests for itself');
  }
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: unknown;
  redis.on('error', (error: unknown) => (lastError = error));
  try {
    await withTimeout(redis.connect().then(() => redis.ping()));
    return passed(check, 'reachable');
  } catch (error) {
    const why = lastError ?? error;
    const refused = (why as Partial<Error>).name === 'ReplyError';
    return failed(
      check,
      refused ? `refuses: ${driverMessage(why)}` : describeConnectionError(why).found,
      refused
        ? 'Check user and password in REDIS_URL.'
        : 'Check host and port in REDIS_URL, and that Redis runs.',
    );
  } finally {
    redis.disconnect();
  }
}

/** Drivers have time-outs of their own for each step; this one is for all of them together. */
async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), timeoutMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Only the driver's sentence: other members of an error can hold the address with its password. */
function driverMessage(error: unknown): string {
  return printable((error as Partial<Error>).message ?? 'no reason given');
}
