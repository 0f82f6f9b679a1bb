import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import {
  anonymousLifetimeSeconds,
  endedLifetimeSeconds,
  idleTimeoutSeconds,
  maxSessionsPerKind,
  SessionStore,
  type SessionKind,
} from './session.store.js';

const prefix = 'tasks-web-client:session:';
const anonymousPrefix = 'tasks-web-client:anonymous:';

/** The keys of anonymous sessions, the latest last. */
const anonymousIndex = 'tasks-web-client:anonymous';

/** The value that replaces a session when it ends. */
const endedMarker = 'ended';

const readAndExtend = `
  return redis.call('GETEX', KEYS[1], 'EX', ARGV[1]) or redis.call('GET', KEYS[2])`;

/** One script, so that nothing can end the session between the check and the write. */
const writeUnlessEnded = `
  if redis.call('GET', KEYS[1]) == '${endedMarker}' then return 0 end
  redis.call('DEL', KEYS[2])
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1`;

/**
 * Likewise. Above the bound the oldest are deleted: by the clock of Redis in microseconds, because
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

/** Sessions in Redis (6.2 or later), shared by every process of this client. */
export class RedisSessionStore extends SessionStore {
  readonly #log = new Logger('Redis');
  readonly #redis: Redis;

  constructor(url: string) {
    super();
    // While Redis is down, a request fails soon instead of waiting for it.
    this.#redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 2_000 });
    this.#redis.on('error', (error: Error) => this.#log.error(error.message));
  }

  async read(id: string): Promise<string | undefined> {
    const text = await this.#redis.eval(readAndExtend, 2, ...keysOf(id), idleTimeoutSeconds);
    return typeof text === 'string' && text !== endedMarker ? text : undefined;
  }

  async write(id: string, text: string, kind: SessionKind): Promise<void> {
    if (kind === 'signed-in') {
      await this.#redis.eval(writeUnlessEnded, 2, ...keysOf(id), text, idleTimeoutSeconds);
      return;
    }
    const keys = [...keysOf(id), anonymousIndex];
    const values = [text, anonymousLifetimeSeconds, maxSessionsPerKind];
    await this.#redis.eval(writeAnonymous, keys.length, ...keys, ...values);
  }

  async end(id: string): Promise<void> {
    const [key, anonymousKey] = keysOf(id);
    await this.#redis
      .multi()
      .set(key, endedMarker, 'EX', endedLifetimeSeconds)
      .del(anonymousKey)
      .exec();
  }

  async close(): Promise<void> {
    await this.#redis.quit().catch(() => this.#redis.disconnect());
  }
}

/** Where a signed-in user's session is stored, and where an anonymous one. */
function keysOf(id: string): [key: string, anonymousKey: string] {
  return [prefix + id, anonymousPrefix + id];
}
