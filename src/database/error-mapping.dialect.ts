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
import { DatabaseUnavailableException, isDatabaseUnavailable } from './database.errors.js';
import { QuotaExceededException } from './quotas/index.js';

/**
 * Wraps a dialect of Kysely and maps its errors, wherever in a query they happen: those that mean that
 * the database cannot be used now become a {@link DatabaseUnavailableException}, those of a quota a
 * {@link QuotaExceededException}.
 */
export class ErrorMappingDialect implements Dialect {
  readonly #inner: Dialect;

  constructor(inner: Dialect) {
    this.#inner = inner;
  }

  createDriver(): Driver {
    return new ErrorMappingDriver(this.#inner.createDriver());
  }

  createQueryCompiler(): QueryCompiler {
    return this.#inner.createQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return this.#inner.createAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return this.#inner.createIntrospector(db);
  }
}

class ErrorMappingDriver implements Driver {
  readonly #inner: Driver;
  readonly #connections = new WeakMap<DatabaseConnection, ErrorMappingConnection>();

  constructor(inner: Driver) {
    this.#inner = inner;
  }

  init(): Promise<void> {
    return mapErrors(() => this.#inner.init());
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await mapErrors(() => this.#inner.acquireConnection());
    const connection = this.#connections.get(inner) ?? new ErrorMappingConnection(inner);
    this.#connections.set(inner, connection);
    return connection;
  }

  beginTransaction(
    { inner }: ErrorMappingConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    return mapErrors(() => this.#inner.beginTransaction(inner, settings));
  }

  commitTransaction({ inner }: ErrorMappingConnection): Promise<void> {
    return mapErrors(() => this.#inner.commitTransaction(inner));
  }

  rollbackTransaction({ inner }: ErrorMappingConnection): Promise<void> {
    return mapErrors(() => this.#inner.rollbackTransaction(inner));
  }

  releaseConnection({ inner }: ErrorMappingConnection): Promise<void> {
    return this.#inner.releaseConnection(inner);
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}

class ErrorMappingConnection implements DatabaseConnection {
  constructor(readonly inner: DatabaseConnection) {}

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return mapErrors(() => this.inner.executeQuery<R>(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

async function mapErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDatabaseUnavailable(error)) {
      throw new DatabaseUnavailableException(error);
    }
    throw QuotaExceededException.from(error) ?? error;
  }
}
