import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  DialectAdapter,
  DatabaseIntrospector,
  Driver,
  Kysely,
  QueryCompiler,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import {
  DatabaseUnavailableException,
  meansUnavailable,
} from './database-unavailable.exception.js';

/**
 * Any dialect of Kysely, whose errors tell a database that is out of reach from a mistake: the
 * former become {@link DatabaseUnavailableException}, wherever in a query they happen.
 */
export class WatchfulDialect implements Dialect {
  constructor(private readonly inner: Dialect) {}

  createDriver(): Driver {
    return new WatchfulDriver(this.inner.createDriver());
  }

  createQueryCompiler(): QueryCompiler {
    return this.inner.createQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return this.inner.createAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return this.inner.createIntrospector(db);
  }
}

class WatchfulDriver implements Driver {
  readonly #watched = new WeakMap<DatabaseConnection, WatchfulConnection>();

  constructor(private readonly inner: Driver) {}

  init(): Promise<void> {
    return watch(() => this.inner.init());
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await watch(() => this.inner.acquireConnection());
    const watched = this.#watched.get(connection) ?? new WatchfulConnection(connection);
    this.#watched.set(connection, watched);
    return watched;
  }

  beginTransaction(connection: WatchfulConnection, settings: TransactionSettings): Promise<void> {
    return watch(() => this.inner.beginTransaction(connection.inner, settings));
  }

  commitTransaction(connection: WatchfulConnection): Promise<void> {
    return watch(() => this.inner.commitTransaction(connection.inner));
  }

  rollbackTransaction(connection: WatchfulConnection): Promise<void> {
    return watch(() => this.inner.rollbackTransaction(connection.inner));
  }

  releaseConnection(connection: WatchfulConnection): Promise<void> {
    return this.inner.releaseConnection(connection.inner);
  }

  destroy(): Promise<void> {
    return this.inner.destroy();
  }
}

class WatchfulConnection implements DatabaseConnection {
  constructor(readonly inner: DatabaseConnection) {}

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return watch(() => this.inner.executeQuery<R>(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

async function watch<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw meansUnavailable(error) ? new DatabaseUnavailableException(error) : error;
  }
}
