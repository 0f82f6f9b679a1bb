import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Kysely, sql } from 'kysely';
import { DatabaseSetupError, DatabaseUnavailableException } from './database.errors.js';
import { DATABASE_OPTIONS, type DatabaseOptions } from './database.options.js';
import { migrateToLatest } from './migrations.js';
import { setQuotas } from './quotas/index.js';
import { postgresDialect, type ConnectionUsage, type PostgresOptions } from './postgres.dialect.js';
import { sqliteDialect } from './sqlite.dialect.js';
import { ErrorMappingDialect } from './error-mapping.dialect.js';

const retryMs = 2_000;
/** How long the start waits for migrations; longer ones go on while the process is not ready. */
const startLimitMs = 5_000;
/** How long one statement of a migration may take. */
const migrationLimitMs = 600_000;

/** The connection to the database, whose schema is brought up to date at start. */
@Injectable()
export class Database implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(Database.name);
  readonly #options: DatabaseOptions;
  #migrated = false;
  #retry: NodeJS.Timeout | undefined;
  #readUsage: (() => ConnectionUsage) | undefined;

  /** Where queries start. Each repository adds its own tables to the type with `withTables`. */
  readonly db: Kysely<unknown>;

  constructor(@Inject(DATABASE_OPTIONS) options: DatabaseOptions) {
    this.#options = options;
    this.db = this.#open({ onOpen: (readUsage) => (this.#readUsage = readUsage) });
  }

  /**
   * Applies the migrations and the quotas. A database that cannot be reached is tried again in the
   * background, and so is waited for one that takes long; the process is not ready until then. A
   * migration that fails stops the start.
   *
   * @throws {DatabaseSetupError} when the operator has to change something first
   */
  async onModuleInit(): Promise<void> {
    let starting = true;
    const prepared = this.#prepare().catch((error: unknown) => {
      if (starting) {
        throw error;
      }
      this.#logFailure(error);
    });
    await Promise.race([prepared, sleep(startLimitMs, undefined, { ref: false })]);
    starting = false;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.#retry);
    await this.db.destroy();
  }

  /** Whether the migrations were applied, and the database answers now. */
  async ready(): Promise<boolean> {
    if (!this.#migrated) {
      return false;
    }
    try {
      await sql`select 1`.execute(this.db);
      return true;
    } catch {
      return false;
    }
  }

  /** How the connections to PostgreSQL are used; undefined on the embedded database. */
  connectionUsage(): ConnectionUsage | undefined {
    return this.#readUsage?.();
  }

  #open(more: Partial<PostgresOptions>): Kysely<unknown> {
    const { url, poolMax = 10, statementTimeoutMs, onQuery } = this.#options;
    const onIdleError = (error: Error) => this.#logger.warn(`idle connection: ${error.message}`);
    const dialect =
      url === undefined
        ? sqliteDialect(this.#options)
        : postgresDialect({ url, poolMax, statementTimeoutMs, onIdleError, ...more });
    return new Kysely<unknown>({
      dialect: new ErrorMappingDialect(dialect),
      ...(onQuery && { log: onQuery }),
    });
  }

  /** @throws what waiting does not fix */
  async #prepare(): Promise<void> {
    try {
      await this.#migrate();
      await setQuotas(this.db, this.#options.quotas ?? []);
      this.#migrated = true;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableException)) {
        throw DatabaseSetupError.from(error) ?? error;
      }
      const cause = types.isNativeError(error.cause) ? error.cause.message : 'no answer';
      this.#logger.warn(`the database cannot be used (${cause}); again in ${retryMs / 1000} s`);
      this.#retry = setTimeout(() => {
        this.#prepare().catch((failure: unknown) => this.#logFailure(failure));
      }, retryMs).unref();
    }
  }

  #logFailure(error: unknown): void {
    this.#logger.fatal({
      err: error,
      msg: 'the database cannot be prepared; restart when that is fixed',
    });
  }

  async #migrate(): Promise<void> {
    // SQLite has one connection; it is held meanwhile, so that no request is part of the transaction.
    if (this.#options.url === undefined) {
      await this.db.connection().execute((connection) => this.#apply(connection));
      return;
    }
    // A connection of its own: a migration may take longer than the statement of a request.
    const db = this.#open({ poolMax: 1, statementTimeoutMs: migrationLimitMs });
    try {
      await db.connection().execute((connection) => this.#apply(connection));
    } finally {
      await db.destroy();
    }
  }

  async #apply(db: Kysely<unknown>): Promise<void> {
    for (const name of await migrateToLatest(db, this.#options)) {
      this.#logger.log(`migrated: ${name}`);
    }
  }
}
