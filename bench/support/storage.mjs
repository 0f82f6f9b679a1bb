import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { MeasuredServer } from './measured-server.mjs';
import { ownerOf } from './provider.mjs';

/**
 * A database with the schema of the API, filled with tasks. Each contender gets one of its own, so that
 * what one writes makes no other slower.
 *
 * @typedef {object} Storage
 * @property {string} directory
 * @property {string} [url] of PostgreSQL; left out, the database is the file in the folder
 */

const columns = 'id, owner, title, status, due_at, created_at, updated_at';

/** Makes databases of one kind, and removes them at the end. */
export class Storages {
  #names = [];
  #administrator;

  /** @param {string} [serverUrl] of a PostgreSQL server; left out, databases are embedded */
  constructor(bench, serverUrl) {
    this.bench = bench;
    this.serverUrl = serverUrl;
  }

  /** @returns {Promise<Storage>} */
  async create(tasks) {
    const directory = this.bench.makeDirectory();
    const storage = this.serverUrl
      ? { directory, url: await this.#createDatabase() }
      : { directory };
    // The API makes the tables. No bound on tasks: a fast contender would meet it first.
    const environment = environmentOf(storage);
    await (
      await MeasuredServer.start(this.bench, { server: 'tasks-api', directory, environment })
    ).stop();
    await seed(storage, tasks);
    return storage;
  }

  async #createDatabase() {
    if (!this.#administrator) {
      this.#administrator = new pg.Client({ connectionString: this.serverUrl });
      await this.#administrator.connect();
    }
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    await this.#administrator.query(`create database ${name}`);
    this.#names.push(name);
    const url = new URL(this.serverUrl);
    url.pathname = name;
    return url.href;
  }

  /**
   * Microseconds of processor time of each process of PostgreSQL that works for a contender.
   *
   * @returns {Promise<Map<number, number>>} by process id
   */
  async cpu({ url }) {
    const { rows } = await this.#administrator.query(
      `select pid from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [new URL(url).pathname.slice(1)],
    );
    return new Map(rows.map(({ pid }) => [pid, cpuOf(pid)]));
  }

  async remove() {
    for (const name of this.#names) {
      await this.#administrator.query(`drop database ${name} with (force)`);
    }
    await this.#administrator?.end();
  }
}

/** The variables that make the API use a database. */
export function environmentOf({ url }) {
  return { MAX_TASKS_PER_OWNER: '0', ...(url && { DATABASE_URL: url }) };
}

/** @returns tasks of people, each with `count` of them; the newest last */
export function makeTasks(people, count) {
  const now = Date.now();
  return people.flatMap((person) =>
    Array.from({ length: count }, (_, index) => {
      const created = now - (count - index) * 1000;
      return {
        person,
        id: uuidv7({ msecs: created }),
        title: `Task number ${index}`,
        due: index % 3 === 0 ? null : now + index * 60_000,
        created,
      };
    }),
  );
}

/** Writes open tasks straight into a database, all in one transaction. */
export async function seed({ directory, url }, tasks) {
  const rows = tasks.map(({ person, id, title, due, created }) => [
    id,
    ownerOf(person),
    title,
    'open',
    due,
    created,
    created,
  ]);
  if (url) {
    await seedPostgres(url, rows);
    return;
  }
  const database = new Sqlite(join(directory, 'tasks.sqlite'));
  const insert = database.prepare(`insert into task (${columns}) values (?, ?, ?, ?, ?, ?, ?)`);
  database.transaction(() => rows.forEach((row) => insert.run(row)))();
  database.close();
}

/**
 * Deletes tasks with a title, straight in the database: who has added more than the others in the same time shall not
 * have a larger database than they for it.
 */
export async function unseed({ directory, url }, title) {
  if (url) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('delete from task where title = $1', [title]);
    await client.query('vacuum analyze task');
    await client.end();
    return;
  }
  const database = new Sqlite(join(directory, 'tasks.sqlite'));
  database.prepare('delete from task where title = ?').run(title);
  database.close();
}

async function seedPostgres(url, rows) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const types = ['text', 'text', 'text', 'text', 'bigint', 'bigint', 'bigint'];
  const lists = types.map((type, index) => `$${index + 1}::${type}[]`).join(', ');
  await client.query(
    `insert into task (${columns}) select * from unnest(${lists})`,
    types.map((_, index) => rows.map((row) => row[index])),
  );
  await client.query('vacuum analyze task');
  await client.end();
}

/** Microseconds that a process of this machine has run. */
function cpuOf(pid) {
  const [nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ');
  return Number(nanoseconds) / 1000;
}
