import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseOptions } from './database.options.js';
import { SqliteDriver } from './sqlite-driver.js';

/** SQLite waits inside the event loop, so it must not wait long for another process. */
const busyTimeoutMs = 250;

/**
 * How many pages the write-ahead log gathers before SQLite copies them into the file: 32 MiB, where it would by itself
 * copy after 4. A page that has changed often since is copied once: adding tasks over HTTP takes a tenth less processor
 * time. The longest copying measured kept the event loop for 64 ms, and for 34 with the smaller log.
 */
const pagesOfWriteAheadLog = 8_000;

/**
 * The embedded database: one file, written through to the disk before a request is answered, and
 * safe to open from a second process.
 */
export function sqliteDialect(options: FileOptions): Dialect {
  return {
    createDriver: () => new SqliteDriver(() => openFile(options)),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function openFile(options: FileOptions): Sqlite.Database {
  const sqlite = new Sqlite(prepareDatabaseFile(options), { timeout: busyTimeoutMs });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma(`wal_autocheckpoint = ${pagesOfWriteAheadLog}`);
  return sqlite;
}

/** What names the file of the embedded database. */
export type FileOptions = Pick<DatabaseOptions, 'directory' | 'fileName'>;

/** The path of the embedded database. */
export function databaseFile({ directory, fileName }: FileOptions): string {
  return join(directory, fileName);
}

/**
 * Makes the folder and the file of the embedded database when they are missing, and lets nobody but the
 * account of the process read the file. SQLite gives its other files the permissions of this one.
 *
 * @returns the path of the file
 * @throws what the file system says when they cannot be made
 */
export function prepareDatabaseFile(options: FileOptions): string {
  makeDirectory(options.directory);
  const file = databaseFile(options);
  closeSync(openSync(file, 'a', 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    closeToOthers(path);
  }
  return file;
}

/**
 * Makes a folder and those above it. Each by itself, since `recursive` of Node's mkdir never returns
 * where folders cannot be made though the one above exists, as in /proc.
 */
function makeDirectory(directory: string): void {
  const path = resolve(directory);
  if (existsSync(path)) {
    return;
  }
  if (dirname(path) !== path) {
    makeDirectory(dirname(path));
  }
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}

/** A file of an earlier release may be open to others. */
function closeToOthers(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats || (stats.mode & 0o077) === 0) {
    return;
  }
  try {
    chmodSync(path, 0o600);
  } catch {
    // It belongs to another account, which decides who may read it.
  }
}
