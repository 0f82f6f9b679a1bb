import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Encryption } from '../cookies/index.js';
import { endedLifetimeSeconds, idleTimeoutSeconds, SessionStore } from './session.store.js';

const prefix = 'tasks-web-client:session:';

/** The value that replaces a session when it ends. */
const endedMarker = 'ended';

/** One script, so that nothing can end the session between the check and the write. */
const writeUnlessEnded = `
  if redis.call('GET', KEYS[1]) == '${endedMarker}' then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1`;

/**
 * Sessions in Redis (6.2 or later), shared by every process of this client. They contain tokens, and
 * are encrypted with a key for each session: whoever can read Redis sees none of them, and whoever can
 * write there can put none in the place of another.
 */
export class RedisSessionStore extends SessionStore {
  readonly #log = new Logger('Redis');
  readonly #redis: Redis;

  constructor(
    url: string,
    private readonly encryption: Encryption,
  ) {
    super();
    // While Redis is down, a request fails soon instead of waiting for it.
    this.#redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 2_000 });
    this.#redis.on('error', (error: Error) => this.#log.error(error.message));
  }

  async read(id: string): Promise<string | undefined> {
    const encrypted = await this.#redis.getex(prefix + id, 'EX', idleTimeoutSeconds);
    return encrypted === null || encrypted === endedMarker
      ? undefined
      : this.encryption.decrypt(encrypted, purposeOf(id));
  }

  async write(id: string, text: string): Promise<void> {
    const encrypted = await this.encryption.encrypt(text, purposeOf(id));
    await this.#redis.eval(writeUnlessEnded, 1, prefix + id, encrypted, idleTimeoutSeconds);
  }

  async end(id: string): Promise<void> {
    await this.#redis.set(prefix + id, endedMarker, 'EX', endedLifetimeSeconds);
  }

  async close(): Promise<void> {
    await this.#redis.quit().catch(() => this.#redis.disconnect());
  }
}

function purposeOf(id: string): string {
  return `session ${id}`;
}
