import { Injectable } from '@nestjs/common';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import { Database } from '../database/index.js';
import { ownerMatches, type OwnerFilter, type Precondition } from '../rest/index.js';
import type { TaskQuery, TaskSort } from './task-list.schema.js';
import type { TaskTable, TaskTables } from './task.table.js';

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
export type NewTaskRow = Required<Insertable<TaskTable>>;

/** The columns that callers decide on. */
export type TaskContent = Pick<NewTaskRow, 'title' | 'description' | 'status' | 'due_at'>;

/** Which column each order goes by. Ties are broken by the id, in the same direction. */
const sortColumns = {
  createdAt: ['created_at', 'asc'],
  '-createdAt': ['created_at', 'desc'],
  dueAt: ['due_ascending', 'asc'],
  '-dueAt': ['due_descending', 'desc'],
} as const satisfies Record<TaskSort, readonly [keyof TaskTable, 'asc' | 'desc']>;

/** Tasks in the database. Every statement says whose, so none can touch a task of somebody else. */
@Injectable()
export class TasksRepository {
  readonly #db: Kysely<TaskTables>;

  constructor(database: Database) {
    this.#db = database.db.withTables<TaskTables>();
  }

  /** At most `query.limit` tasks that come after the cursor, and one more if there is one. */
  list(owner: string, query: TaskQuery): Promise<(TaskRow & { sort_value: number })[]> {
    const [column, direction] = sortColumns[query.sort];
    const { status, after } = query;
    let tasks = this.#db
      .selectFrom('task')
      .select(columns)
      .select(`${column} as sort_value`)
      .where('owner', '=', owner)
      .orderBy(column, direction)
      .orderBy('id', direction)
      .limit(query.limit + 1);
    if (status) {
      tasks = tasks.where('status', '=', status);
    }
    if (after) {
      const comesAfter = direction === 'asc' ? '>' : '<';
      tasks = tasks.where((is) =>
        is.eb(is.refTuple(column, 'id'), comesAfter, is.tuple(after.value, after.id)),
      );
    }
    return tasks.execute();
  }

  find(filter: OwnerFilter, id: string): Promise<TaskRow | undefined> {
    return this.#db
      .selectFrom('task')
      .select(columns)
      .where('id', '=', id)
      .where(ownerMatches(filter))
      .executeTakeFirst();
  }

  /** @param transaction that the statement is part of, if any */
  async insert(task: NewTaskRow, transaction?: Kysely<unknown>): Promise<void> {
    const db = transaction?.withTables<TaskTables>() ?? this.#db;
    await db.insertInto('task').values(task).execute();
  }

  /**
   * Changes a task in one statement, so that one of several concurrent changes of a version wins.
   * Columns that are undefined stay as they are.
   */
  update(
    filter: OwnerFilter,
    id: string,
    precondition: Precondition,
    change: Pick<Updateable<TaskTable>, keyof TaskContent>,
  ): Promise<TaskRow | undefined> {
    const now = Date.now();
    const task = this.#db
      .updateTable('task')
      .set(change)
      .set((row) => ({
        version: row.eb('version', '+', 1),
        // Never before it was created, even if the clock was set back.
        updated_at: row
          .case()
          .when('created_at', '>', now)
          .then(row.ref('created_at'))
          .else(now)
          .end(),
      }))
      .where('id', '=', id)
      .where(ownerMatches(filter))
      .returning(columns);
    return (
      precondition === 'any' ? task : task.where('version', 'in', versions(precondition))
    ).executeTakeFirst();
  }

  /** @returns whether a task was deleted */
  async delete(filter: OwnerFilter, id: string, precondition: Precondition): Promise<boolean> {
    const task = this.#db.deleteFrom('task').where('id', '=', id).where(ownerMatches(filter));
    const { numDeletedRows } = await (
      precondition === 'any' ? task : task.where('version', 'in', versions(precondition))
    ).executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

/** SQL has no empty list; no task has version 0. */
function versions(precondition: readonly number[]): readonly number[] {
  return precondition.length === 0 ? [0] : precondition;
}
