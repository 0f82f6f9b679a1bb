import { Injectable } from '@nestjs/common';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { Database, type TaskTable } from '../database/index.js';
import type { Precondition } from './entity-tag.js';
import type { TaskQuery, TaskSort } from './task-query.schema.js';

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
export type NewTaskRow = Insertable<TaskTable>;

/** Which column each order goes by. Ties are broken by the id, in the same direction. */
export const sortColumns = {
  createdAt: ['created_at', 'asc'],
  '-createdAt': ['created_at', 'desc'],
  dueAt: ['due_ascending', 'asc'],
  '-dueAt': ['due_descending', 'desc'],
} as const satisfies Record<TaskSort, readonly [keyof TaskTable, 'asc' | 'desc']>;

/** Tasks in the database. Every statement names the owner, so none can touch another's task. */
@Injectable()
export class TasksRepository {
  constructor(private readonly database: Database) {}

  /** At most `query.limit` tasks that come after the cursor, and one more if there is one. */
  list(owner: string, query: TaskQuery): Promise<(TaskRow & { sort_value: number })[]> {
    const [column, direction] = sortColumns[query.sort];
    const { status, after } = query;
    return this.database.db
      .selectFrom('task')
      .select(columns)
      .select(`${column} as sort_value`)
      .where('owner', '=', owner)
      .$if(status !== undefined, (tasks) => tasks.where('status', '=', status ?? 'open'))
      .$if(after !== undefined, (tasks) =>
        tasks.where((is) =>
          is.eb(
            is.refTuple(column, 'id'),
            direction === 'asc' ? '>' : '<',
            is.tuple(after?.value ?? 0, after?.id ?? ''),
          ),
        ),
      )
      .orderBy(column, direction)
      .orderBy('id', direction)
      .limit(query.limit + 1)
      .execute();
  }

  find(owner: string, id: string): Promise<TaskRow | undefined> {
    return this.database.db
      .selectFrom('task')
      .select(columns)
      .where('id', '=', id)
      .where('owner', '=', owner)
      .executeTakeFirst();
  }

  async insert(task: NewTaskRow): Promise<void> {
    await this.database.db.insertInto('task').values(task).execute();
  }

  /** Changes a task in one statement, so that of several racing changes of one version one wins. */
  update(
    owner: string,
    id: string,
    precondition: Precondition,
    change: Updateable<TaskTable>,
  ): Promise<TaskRow | undefined> {
    return this.database.db
      .updateTable('task')
      .set(change)
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .where('owner', '=', owner)
      .$if(precondition !== 'any', (task) => task.where('version', 'in', versions(precondition)))
      .returning(columns)
      .executeTakeFirst();
  }

  /** @returns whether a task was deleted */
  async delete(owner: string, id: string, precondition: Precondition): Promise<boolean> {
    const { numDeletedRows } = await this.database.db
      .deleteFrom('task')
      .where('id', '=', id)
      .where('owner', '=', owner)
      .$if(precondition !== 'any', (task) => task.where('version', 'in', versions(precondition)))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

/** SQL has no empty list; no task has version 0. */
function versions(precondition: Precondition): readonly number[] {
  return precondition === 'any' || precondition.length === 0 ? [0] : precondition;
}
