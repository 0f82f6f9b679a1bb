import { Injectable } from '@nestjs/common';
import { sql, type Insertable, type Selectable, type SqlBool, type Updateable } from 'kysely';
import { ownerKeyIn } from '../auth/index.js';
import { Database, type TaskTable } from '../database/index.js';
import type { Precondition } from './entity-tag.js';
import type { TaskQuery, TaskSort } from './task-query.schema.js';
import type { TaskReach } from './task-reach.js';

const columns = [
  'id',
  'title',
  'description',
  'status',
  'due_at',
  'created_at',
  'updated_at',
  'version',
] as const;

/** A task as it is stored, without its owner. */
export type TaskRow = Pick<Selectable<TaskTable>, (typeof columns)[number]>;

/** A task as it is added. */
export type NewTaskRow = Insertable<TaskTable>;

/** Which column each order goes by. Ties are broken by the id, in the same direction. */
const sortColumns = {
  createdAt: ['created_at', 'asc'],
  '-createdAt': ['created_at', 'desc'],
  dueAt: ['due_ascending', 'asc'],
  '-dueAt': ['due_descending', 'desc'],
} as const satisfies Record<TaskSort, readonly [keyof TaskTable, 'asc' | 'desc']>;

/** Tasks in the database. Every statement says whose, so none can touch a task out of reach. */
@Injectable()
export class TasksRepository {
  constructor(private readonly database: Database) {}

  /** At most `query.limit` tasks that come after the cursor, and one more if there is one. */
  list(owner: string, query: TaskQuery): Promise<(TaskRow & { sort_value: number })[]> {
    const [column, direction] = sortColumns[query.sort];
    const { status, after } = query;
    let tasks = this.database.db
      .selectFrom('task')
      .select(columns)
      .select(`${column} as sort_value`)
      .where('owner', '=', owner)
      .orderBy(column, direction)
      .orderBy('id', direction)
      .limit(query.limit + 1);
    if (status) tasks = tasks.where('status', '=', status);
    if (after) {
      const comesAfter = direction === 'asc' ? '>' : '<';
      tasks = tasks.where((is) =>
        is.eb(is.refTuple(column, 'id'), comesAfter, is.tuple(after.value, after.id)),
      );
    }
    return tasks.execute();
  }

  find(reach: TaskReach, id: string): Promise<TaskRow | undefined> {
    return this.database.db
      .selectFrom('task')
      .select(columns)
      .where('id', '=', id)
      .where(within(reach))
      .executeTakeFirst();
  }

  async insert(task: NewTaskRow): Promise<void> {
    await this.database.db.insertInto('task').values(task).execute();
  }

  /** Changes a task in one statement, so that of several racing changes of one version one wins. */
  update(
    reach: TaskReach,
    id: string,
    precondition: Precondition,
    change: Omit<Updateable<TaskTable>, 'updated_at' | 'version'>,
  ): Promise<TaskRow | undefined> {
    const now = Date.now();
    const task = this.database.db
      .updateTable('task')
      .set(change)
      .set((row) => ({
        version: row.eb('version', '+', 1),
        // Not before it was created, whatever was done to the clock.
        updated_at: row
          .case()
          .when('created_at', '>', now)
          .then(row.ref('created_at'))
          .else(now)
          .end(),
      }))
      .where('id', '=', id)
      .where(within(reach))
      .returning(columns);
    return (
      precondition === 'any' ? task : task.where('version', 'in', versions(precondition))
    ).executeTakeFirst();
  }

  /** @returns whether a task was deleted */
  async delete(reach: TaskReach, id: string, precondition: Precondition): Promise<boolean> {
    const task = this.database.db.deleteFrom('task').where('id', '=', id).where(within(reach));
    const { numDeletedRows } = await (
      precondition === 'any' ? task : task.where('version', 'in', versions(precondition))
    ).executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

/** The tasks within reach. Those of a tenant are looked for among the one that has the id. */
function within(reach: TaskReach) {
  if ('owner' in reach) return sql<SqlBool>`owner = ${reach.owner}`;
  const prefix = ownerKeyIn(reach.tenant, '');
  return sql<SqlBool>`substr(owner, 1, ${sql.lit(prefix.length)}) = ${prefix}`;
}

/** SQL has no empty list; no task has version 0. */
function versions(precondition: readonly number[]): readonly number[] {
  return precondition.length === 0 ? [0] : precondition;
}
