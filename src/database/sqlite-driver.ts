import type Sqlite from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import { runStatement, StatementTurns } from './statement-turns.js';

/** More than the few dozen statements of the project. Each length of an If-Match list adds one. */
const maxCachedStatements = 200;

/**
 * One connection to SQLite for all requests. Statements on their own run in {@link StatementTurns}; a
 * transaction of several statements has the connection to itself until it ends.
 */
export class SqliteDriver implements Driver {
  #file: SqliteFile | undefined;
  /** Connections that nobody uses. Kysely wraps each new one, which costs 3 µs. */
  readonly #idle: SqliteConnection[] = [];

  /** @param open opens the file; called at the first use */
  constructor(private readonly open: () => Sqlite.Database) {}

  async init(): Promise<void> {
    this.#file = new SqliteFile(this.open());
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (!this.#file) {
      throw new Error('the database is not open');
    }
    return this.#idle.pop() ?? new SqliteConnection(this.#file);
  }

  /** With the write lock from the start: a transaction that takes it later fails if another process has written since. */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.release();
    this.#idle.push(connection);
  }

  async destroy(): Promise<void> {
    this.#file?.sqlite.close();
  }
}

/** The open file with its prepared statements. */
class SqliteFile {
  readonly turns: StatementTurns;
  readonly #statements = new Map<string, Sqlite.Statement>();
  /** Settled when every transaction that was begun so far has ended. */
  #transactions: Promise<void> = Promise.resolve();

  constructor(readonly sqlite: Sqlite.Database) {
    this.turns = new StatementTurns(sqlite);
  }

  /** Preparing a statement costs more than running it. */
  prepare(sql: string): Sqlite.Statement {
    const statement = this.#statements.get(sql) ?? this.sqlite.prepare(sql);
    if (this.#statements.size >= maxCachedStatements) {
      this.#statements.clear();
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  /**
   * Waits until no other transaction is open.
   *
   * @returns what ends the reservation
   */
  async reserve(): Promise<() => void> {
    const before = this.#transactions;
    let end = (): void => undefined;
    this.#transactions = new Promise((resolve) => (end = resolve));
    await before;
    this.turns.pause();
    return () => {
      this.turns.resume();
      end();
    };
  }
}

/** `begin` and its end, whether Kysely sends it or somebody who has reserved a connection. */
const transactionControl = /^(begin|commit|rollback)\b/;

/** The file as one request uses it. */
class SqliteConnection implements DatabaseConnection {
  /** Ends the transaction's reservation of the file, while there is one. */
  #endReservation: (() => void) | undefined;

  constructor(private readonly file: SqliteFile) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const control = transactionControl.exec(sql)?.[1];
    if (control === 'begin') {
      this.#endReservation = await this.file.reserve();
    } else if (!this.#endReservation) {
      return this.file.turns.run(this.file.prepare(sql), parameters);
    }
    // Some errors end a transaction by themselves.
    if (control === 'rollback' && !this.file.sqlite.inTransaction) {
      this.release();
      return { rows: [] };
    }
    try {
      return runStatement(this.file.prepare(sql), parameters);
    } finally {
      if (control !== undefined && !this.file.sqlite.inTransaction) {
        this.release();
      }
    }
  }

  /** Rolls back what was not committed. */
  release(): void {
    if (this.#endReservation) {
      if (this.file.sqlite.inTransaction) {
        this.file.prepare('rollback').run();
      }
      this.#endReservation();
      this.#endReservation = undefined;
    }
  }

  /** @throws {Error} always: the API reads nothing as a stream */
  streamQuery(): never {
    throw new Error('streams are not supported');
  }
}
