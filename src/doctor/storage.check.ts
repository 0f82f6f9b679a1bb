import { Redis } from 'ioredis';
import { inspectDatabase, type DatabaseOptions } from '../database/index.js';
import { printable } from '../logging/index.js';
import { connectionTrouble } from './connection-trouble.js';
import { failed, passed, skipped, type Finding } from './finding.js';

const limitMs = 3_000;

/** Whether data can be stored. */
export async function checkDatabase(options: DatabaseOptions): Promise<Finding> {
  const check = 'database';
  try {
    const { kind, pending } = await within(inspectDatabase(options));
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
        `SQLite cannot write in ${printable(options.directory)} (${sayWhy(error)})`,
        'Let the account that runs the API write to DATA_DIR, or name another folder.',
      );
    }
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    const refused = code !== undefined && /^(28|3D|42)/.test(code);
    return failed(
      check,
      refused
        ? `PostgreSQL refuses: ${sayWhy(error)}`
        : `PostgreSQL: ${connectionTrouble(error).found}`,
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
  let trouble: unknown;
  redis.on('error', (error: unknown) => (trouble = error));
  try {
    await within(redis.connect().then(() => redis.ping()));
    return passed(check, 'reachable');
  } catch (error) {
    const why = trouble ?? error;
    const refused = (why as Partial<Error>).name === 'ReplyError';
    return failed(
      check,
      refused ? `refuses: ${sayWhy(why)}` : connectionTrouble(why).found,
      refused
        ? 'Check user and password in REDIS_URL.'
        : 'Check host and port in REDIS_URL, and that Redis runs.',
    );
  } finally {
    redis.disconnect();
  }
}

/** Drivers have limits of their own for each step; this one is for all of them together. */
async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Only the driver's sentence: other members of an error can hold the address with its password. */
function sayWhy(error: unknown): string {
  return printable((error as Partial<Error>).message ?? 'no reason given');
}
