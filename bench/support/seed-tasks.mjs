import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { ownerOf } from './provider.mjs';

/**
 * Writes open tasks straight into the embedded database, all in one transaction: through the API,
 * 100,000 would take longer than everything else together.
 *
 * @param {string} directory of a database that the API has already set up
 * @param {{ person: number, tasks: number }[]} owners
 */
export function seedTasks(directory, owners) {
  const database = new Sqlite(join(directory, 'tasks.sqlite'));
  const insert = database.prepare(
    `insert into task (id, owner, title, status, due_at, created_at, updated_at)
     values (?, ?, ?, 'open', ?, ?, ?)`,
  );
  const now = Date.now();
  database.transaction(() => {
    for (const { person, tasks } of owners) {
      for (let index = 0; index < tasks; index++) {
        const created = now - (tasks - index) * 1000;
        const due = index % 3 === 0 ? null : now + index * 60_000;
        const id = uuidv7({ msecs: created });
        insert.run(id, ownerOf(person), `Task number ${index}`, due, created, created);
      }
    }
  })();
  database.close();
}
