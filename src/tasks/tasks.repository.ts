import { Injectable } from '@nestjs/common';
import {
  expressionBuilder,
  sql,
  type Insertable,
  type Kysely,
  type Selectable,
  type Updateable,
} from 'kysely';
import { CompiledStatements, Database } from '../database/index.js';
import { ownerMatches, type OwnerFilter, type Precondition } from '../rest/index.js';
import type { TaskQuery, TaskSort } from './task-list.schema.js';
import type { TaskStatus } from './task.schema.js';
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

/** How many tasks one statement deletes at most: SQLite answers nobody else meanwhile. */
const deletedAtOnce = 100;

/** Tasks in the database. Every statement says whose, so none can touch a task of somebody else. */
@Injectable()
export class TasksRepository {
  readonly #db: Kysely<TaskTables>;
  readonly #statements: CompiledStatements;

  constructor(database: Database) {
    this.#db = database.db.withTables<TaskTables>();
    this.#statements = new CompiledStatements(this.#db);
  }

  /** At most `query.limit` tasks that come after the cursor, and one more if there is one. */
  async list(owner: string, query: TaskQuery): Promise<(TaskRow & { sort_value?: number })[]> {
    const { sort, status, after } = query;
    const [column, direction] = sortColumns[sort];
    const { rows } = await this.#statements.execute(
      `list ${sort}`,
      { owner, status, afterValue: after?.value, afterId: after?.id, limit: query.limit + 1 },
      (values) => {
        const { status: ofStatus, afterValue, afterId } = values;
        let tasks = this.#db
          .selectFrom('task')
          .select(columns)
          // Not twice: it takes the database 4 of the 90 µs of a list to write it once more in each row.
          .select(column === 'created_at' ? [] : [`${column} as sort_value`])
          .where('owner', '=', values.owner)
          .orderBy(column, direction)
          .orderBy('id', direction)
          .limit(values.limit);
        if (ofStatus !== undefined) {
          tasks = tasks.where('status', '=', ofStatus);
        }
        if (afterValue !== undefined && afterId !== undefined) {
          const comesAfter = direction === 'asc' ? '>' : '<';
          tasks = tasks.where((is) =>
            is.eb(is.refTuple(column, 'id'), comesAfter, is.tuple(afterValue, afterId)),
          );
        }
        return tasks;
      },
    );
    return rows;
  }

  async find(filter: OwnerFilter, id: string): Promise<TaskRow | undefined> {
    const { rows } = await this.#statements.execute('find', { id, ...filter }, (values) =>
      this.#db
        .selectFrom('task')
        .select(columns)
        .where('id', '=', values.id)
        .where(ownerMatches(values)),
    );
    return rows[0];
  }

  /** @param transaction that the statement is part of, if any */
  async insert(task: NewTaskRow, transaction?: Kysely<unknown>): Promise<void> {
    await this.#statements.execute(
      'insert',
      { ...task },
      (values) => this.#db.insertInto('task').values(values),
      transaction,
    );
  }

  /**
   * Changes a task in one statement, so that one of several concurrent changes of a version wins.
   * Columns that are undefined stay as they are.
   */
  async update(
    filter: OwnerFilter,
    id: string,
    precondition: Precondition,
    change: Pick<Updateable<TaskTable>, keyof TaskContent>,
  ): Promise<TaskRow | undefined> {
    const { rows } = await this.#statements.execute(
      'update',
      { id, ...filter, ...change, now: Date.now(), version: versionsOf(precondition) },
      ({ title, description, status, due_at, now, ...values }) => {
        const task = this.#db
          .updateTable('task')
          .set({ title, description, status, due_at })
          .set((row) => ({
            version: row.eb('version', '+', sql.lit(1)),
            // Never before it was created, even if the clock was set back.
            updated_at: row
              .case()
              .when('created_at', '>', now)
              .then(row.ref('created_at'))
              .else(now)
              .end(),
          }))
          .where('id', '=', values.id)
          .where(ownerMatches(values))
          .returning(columns);
        return values.version === undefined ? task : task.where(versionIn(values.version));
      },
    );
    return rows[0];
  }

  /** @returns whether a task was deleted */
  async delete(filter: OwnerFilter, id: string, precondition: Precondition): Promise<boolean> {
    const { numAffectedRows = 0n } = await this.#statements.execute(
      'delete',
      { id, ...filter, version: versionsOf(precondition) },
      (values) => {
        const task = this.#db
          .deleteFrom('task')
          .where('id', '=', values.id)
          .where(ownerMatches(values));
        return values.version === undefined ? task : task.where(versionIn(values.version));
      },
    );
    return numAffectedRows > 0n;
  }

  /**
   * Deletes all tasks of an owner that are in this state. The status is compared in the row that is deleted too: a
   * task that somebody has just changed stays.
   *
   * @returns how many there were
   */
  async deleteAll(owner: string, status: TaskStatus): Promise<number> {
    let deleted = 0;
    for (;;) {
      const { numAffectedRows = 0n } = await this.#statements.execute(
        'delete all',
        { owner, status, limit: deletedAtOnce },
        (values) =>
          this.#db
            .deleteFrom('task')
            .where('owner', '=', values.owner)
            .where('status', '=', values.status)
            .where('id', 'in', (task) =>
              task
                .selectFrom('task')
                .select('id')
                .where('owner', '=', values.owner)
                .where('status', '=', values.status)
                .limit(values.limit),
            ),
      );
      if (numAffectedRows === 0n) {
        return deleted;
      }
      deleted += Number(numAffectedRows);
    }
  }
}

/** The versions that a task may have; undefined for any. No task has version 0. */
function versionsOf(precondition: Precondition): number | readonly number[] | undefined {
  if (precondition === 'any') {
    return undefined;
  }
  return precondition.length > 1 ? precondition : (precondition[0] ?? 0);
}

function versionIn(version: number | readonly number[]) {
  const { eb } = expressionBuilder<TaskTables, 'task'>();
  return Array.isArray(version) ? eb('version', 'in', version) : eb('version', '=', version);
}
