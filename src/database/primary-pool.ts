import type { PostgresPool, PostgresPoolClient } from 'kysely';

/**
 * Pools of several servers, one of which is the primary. The one that accepted a connection last is
 * asked first. After a failover it refuses or has become a standby, and the others are asked in turn.
 */
export class PrimaryPool implements PostgresPool {
  #primary = 0;

  constructor(private readonly pools: readonly PostgresPool[]) {}

  /** @throws what the last server said when none of them is a primary */
  async connect(): Promise<PostgresPoolClient> {
    const first = this.#primary;
    let failure: unknown;
    for (let offset = 0; offset < this.pools.length; offset++) {
      const index = (first + offset) % this.pools.length;
      try {
        const client = await this.pools[index]?.connect();
        if (!client) {
          continue;
        }
        this.#primary = index;
        return client;
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  async end(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
  }
}
