import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { closedSeconds, idleSeconds, type SessionStorage } from './session-storage.js';

const prefix = 'tasks-web-client:session:';

/** What stands in the place of a session that has ended. */
const closed = 'ended';

/** One step, so that nothing can end the session between the look and the write. */
const writeUnlessEnded = `
  if redis.call('GET', KEYS[1]) == '${closed}' then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1`;

/** Sessions in Redis (6.2 or later), for every process of this client. */
export class RedisStorage implements SessionStorage {
  readonly #log = new Logger('Redis');
  readonly #redis: Redis;

  constructor(url: string) {
    // A request fails soon while Redis is away, rather than wait for it.
    this.#redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 2_000 });
    this.#redis.on('error', (error: Error) => this.#log.error(error.message));
  }

  async read(id: string): Promise<string | undefined> {
    const text = await this.#redis.getex(prefix + id, 'EX', idleSeconds);
    if (text === closed) return undefined;
    return text ?? undefined;
  }

  async write(id: string, text: string): Promise<void> {
    await this.#redis.eval(writeUnlessEnded, 1, prefix + id, text, idleSeconds);
  }

  async end(id: string): Promise<void> {
    await this.#redis.set(prefix + id, closed, 'EX', closedSeconds);
  }

  async close(): Promise<void> {
    await this.#redis.quit().catch(() => this.#redis.disconnect());
  }
}
