import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Kysely, Migrator, sql } from 'kysely';
import { DatabaseSetupError } from './database-setup.error.js';
import { DatabaseUnavailableException } from './database-unavailable.exception.js';
import { DATABASE_OPTIONS, migratorOptions, type DatabaseOptions } from './database.options.js';
import { postgresDialect, sqliteDialect } from './dialects.js';
import { setQuotas } from './quotas/index.js';
import { ErrorMappingDialect } from './error-mapping.dialect.js';

const retryMs = 2_000;

/** The connection to the database, whose schema is brought up to date at start. */
@Injectable()
export class Database implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(Database.name);
  readonly #options: DatabaseOptions;
  #migrated = false;
  #retry: NodeJS.Timeout | undefined;

  /** Where queries start. Each repository adds its own tables to the type with `withTables`. */
  readonly db: Kysely<unknown>;

  constructor(@Inject(DATABASE_OPTIONS) options: DatabaseOptions) {
    this.#options = options;
    const { url } = options;
    const dialect =
      url === undefined
        ? sqliteDialect(options)
        : postgresDialect(url, (error) => this.#logger.warn(`idle connection: ${error.message}`));
    this.db = new Kysely<unknown>({ dialect: new ErrorMappingDialect(dialect) });
  }

  /**
   * Applies the migrations and the quotas. A database that cannot be reached is tried again in the background, and
   * the process is not ready until then; a migration that fails stops the start.
   *
   * @throws {DatabaseSetupError} when the operator has to change something first
   */
  async onModuleInit(): Promise<void> {
    try {
      await this.#migrate();
      await setQuotas(this.db, this.#options.quotas ?? []);
      this.#migrated = true;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableException)) {
        throw DatabaseSetupError.from(error) ?? error;
      }
      const cause = error.cause instanceof Error ? error.cause.message : 'no answer';
      this.#logger.warn(`the database cannot be used (${cause}); again in ${retryMs / 1000} s`);
      this.#retry = setTimeout(() => void this.#retryMigration(), retryMs).unref();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.#retry);
    await this.db.destroy();
  }

  /** Whether the migrations were applied, and the database answers now. */
  async ready(): Promise<boolean> {
    if (!this.#migrated) return false;
    try {
      await sql`select 1`.execute(this.db);
      return true;
    } catch {
      return false;
    }
  }

  async #retryMigration(): Promise<void> {
    try {
      await this.onModuleInit();
    } catch (error) {
      this.#logger.fatal({
        err: error,
        msg: 'the database cannot be prepared; restart when it is mended',
      });
    }
  }

  /**
   * For PostgreSQL Kysely takes a lock and a transaction itself; for SQLite it does neither. SQLite has
   * one connection; it is held meanwhile, so that no request becomes part of the transaction.
   */
  async #migrate(): Promise<void> {
    const embedded = this.#options.url === undefined;
    await this.db.connection().execute(async (db) => {
      if (embedded) await sql`begin immediate`.execute(db);
      const migrator = new Migrator({ db, ...migratorOptions(this.#options) });
      const { error, results = [] } = await migrator.migrateToLatest();
      if (embedded) await (error ? sql`rollback` : sql`commit`).execute(db);
      if (error) throw error;
      for (const { migrationName } of results) this.#logger.log(`migrated: ${migrationName}`);
    });
  }
}
