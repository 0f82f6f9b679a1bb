import type { ClientPool, PooledClient } from './postgres-pool.js';

/**
 * Pools of several servers, one of which is the primary. The one that accepted a connection last is
 * asked first. After a failover it refuses or has become a standby, and the others are asked in turn.
 */
export class PrimaryPool implements ClientPool {
  #primary = 0;

  constructor(private readonly pools: readonly ClientPool[]) {}

  /** @throws what the last server said when none of them is a primary */
  async connect(): Promise<PooledClient> {
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

const manyHosts = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^/?#]+)(.*)$/is;

/**
 * The addresses of a `postgres://` URL that names several hosts, as libpq takes them:
 * `postgres://user@one:5432,two:5433/database`.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 *
 * @returns one URL for each host; the URL itself when it names one
 */
export function splitHosts(url: string): string[] {
  const [, before, hosts, after = ''] = manyHosts.exec(url) ?? [];
  if (before === undefined || hosts === undefined) {
    return [url];
  }
  // The driver has no such parameter. Only a primary is ever used, since the API writes.
  const rest = after.replace(/([?&])target_session_attrs=[^&]*(&|$)/i, '$1').replace(/[?&]$/, '');
  return hosts.split(',').map((host) => `${before}${host}${rest}`);
}
