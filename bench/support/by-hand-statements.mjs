import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';

const columns = 'id, title, description, status, due_at, created_at, updated_at, version';

/** What each route sends to the database, with numbered parameters as both databases take them. */
const statements = {
  list: `select ${columns} from task where owner = $1 order by created_at desc, id desc limit $2`,
  find: `select ${columns} from task where id = $1 and owner = $2`,
  insert: `insert into task (id, owner, title, description, status, due_at, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
  retitle: `update task set title = $3, version = version + 1,
    updated_at = case when created_at > $4 then created_at else $4 end
    where id = $1 and owner = $2 returning ${columns}`,
  delete: 'delete from task where id = $1 and owner = $2',
};

/**
 * Prepared statements of a driver, and nothing else.
 *
 * @param {import('./storage.mjs').Storage} storage
 */
export function openByHand(storage) {
  return storage.url ? openPostgres(storage.url) : openSqlite(storage.directory);
}

function openSqlite(directory) {
  const database = new Sqlite(join(directory, 'tasks.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const prepared = Object.fromEntries(
    Object.entries(statements).map(([name, text]) => [
      name,
      database.prepare(text.replaceAll(/\$\d/g, '?')),
    ]),
  );
  return {
    list: (owner, limit) => prepared.list.all(owner, limit),
    find: (id, owner) => prepared.find.get(id, owner),
    insert: (row) => void prepared.insert.run(row),
    retitle: (id, owner, title, now) => prepared.retitle.get(title, now, now, id, owner),
    delete: (id, owner) => prepared.delete.run(id, owner).changes > 0,
  };
}

/** As many connections as the API opens. */
const connections = 10;

function openPostgres(connectionString) {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString, max: connections, types });
  const run = (name, values) => pool.query({ name, text: statements[name], values });
  const first = async (name, values) => (await run(name, values)).rows[0];
  return {
    list: async (owner, limit) => (await run('list', [owner, limit])).rows,
    find: (id, owner) => first('find', [id, owner]),
    insert: (row) => run('insert', row),
    retitle: (id, owner, title, now) => first('retitle', [id, owner, title, now]),
    delete: async (id, owner) => (await run('delete', [id, owner])).rowCount > 0,
  };
}
