import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import {
  anonymousSeconds,
  closedSeconds,
  idleSeconds,
  mostOfAKind,
  type SessionKind,
  type SessionStorage,
} from './session-storage.js';

const prefix = 'tasks-web-client:session:';
const anonymousPrefix = 'tasks-web-client:anonymous:';

/** The keys of anonymous sessions, the latest last. */
const anonymousIndex = 'tasks-web-client:anonymous';

/** What stands in the place of a session that has ended. */
const closed = 'ended';

const readAndProlong = `
  return redis.call('GETEX', KEYS[1], 'EX', ARGV[1]) or redis.call('GET', KEYS[2])`;

/** One step, so that nothing can end the session between the look and the write. */
const writeUnlessEnded = `
  if redis.call('GET', KEYS[1]) == '${closed}' then return 0 end
  redis.call('DEL', KEYS[2])
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1`;

/**
 * Likewise. Of more than there may be, the oldest go: by the clock of Redis in microseconds, since
 * thousands can come in one millisecond, from processes whose clocks differ.
 */
const writeAnonymous = `
  if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
  redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[3], time[1] * 1000000 + time[2], KEYS[2])
  redis.call('EXPIRE', KEYS[3], ARGV[2])
  local over = redis.call('ZCARD', KEYS[3]) - ARGV[3]
  if over > 0 then
    local oldest = redis.call('ZRANGE', KEYS[3], 0, over - 1)
    redis.call('DEL', unpack(oldest))
    redis.call('ZREM', KEYS[3], unpack(oldest))
  end
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
    const text = await this.#redis.eval(readAndProlong, 2, ...keysOf(id), idleSeconds);
    return typeof text === 'string' && text !== closed ? text : undefined;
  }

  async write(id: string, text: string, kind: SessionKind): Promise<void> {
    if (kind === 'signed-in') {
      await this.#redis.eval(writeUnlessEnded, 2, ...keysOf(id), text, idleSeconds);
      return;
    }
    const keys = [...keysOf(id), anonymousIndex];
    const values = [text, anonymousSeconds, mostOfAKind];
    await this.#redis.eval(writeAnonymous, keys.length, ...keys, ...values);
  }

  async end(id: string): Promise<void> {
    const [key, anonymousKey] = keysOf(id);
    await this.#redis.multi().set(key, closed, 'EX', closedSeconds).del(anonymousKey).exec();
  }

  async close(): Promise<void> {
    await this.#redis.quit().catch(() => this.#redis.disconnect());
  }
}

/** Where a session of somebody who is signed in is kept, and where an anonymous one. */
function keysOf(id: string): [key: string, anonymousKey: string] {
  return [prefix + id, anonymousPrefix + id];
}
