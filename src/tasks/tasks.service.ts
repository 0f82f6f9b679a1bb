import { Injectable } from '@nestjs/common';
import {
  formatRfc3339,
  generateColumns,
  IdempotencyKeyReusedException,
  IdempotencyKeysRepository,
  parseRfc3339,
  toPage,
  type OwnerFilter,
  type Page,
  type Precondition,
  type Versioned,
} from '../rest/index.js';
import { TaskChangedException, TaskNotFoundException } from './task.exceptions.js';
import type { TasksDeletion } from './finished-tasks.schema.js';
import type { TaskQuery } from './task-list.schema.js';
import type { NewTask, Task, TaskChange } from './task.schema.js';
import {
  TasksRepository,
  type NewTaskRow,
  type TaskContent,
  type TaskRow,
} from './tasks.repository.js';

/** What callers can do with tasks. Every call says whose tasks the caller may touch. */
@Injectable()
export class TasksService {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly idempotencyKeys: IdempotencyKeysRepository,
  ) {}

  async list(owner: string, query: TaskQuery): Promise<Page<Task>> {
    return toPage(await this.tasks.list(owner, query), query, toTask);
  }

  /** @throws {TaskNotFoundException} */
  async find(filter: OwnerFilter, id: string): Promise<Versioned<Task>> {
    return toVersioned(await this.tasks.find(filter, id));
  }

  /**
   * Adds a task. With a key, a retry gets the same answer as the first request. The body is the same,
   * so only the id and the time of the first request have to be known for that.
   *
   * @throws {IdempotencyKeyReusedException} when the key came with another body before
   */
  async create(owner: string, task: NewTask, key?: string): Promise<Versioned<Task>> {
    const row: NewTaskRow = { ...generateColumns(owner), ...toColumns(task) };
    if (key === undefined) {
      await this.tasks.insert(row);
      return toVersioned(row);
    }
    const first = await this.idempotencyKeys.insertOnce(
      row,
      { resource: 'task', key },
      (transaction) => this.tasks.insert(row, transaction),
    );
    if (!first.sameBody) {
      throw new IdempotencyKeyReusedException('task');
    }
    const { resourceId: id, createdAt: created_at } = first;
    return toVersioned({ ...row, id, created_at, updated_at: created_at });
  }

  /** @throws {TaskNotFoundException} or {@link TaskChangedException} */
  async change(
    filter: OwnerFilter,
    id: string,
    change: TaskChange,
    precondition: Precondition,
  ): Promise<Versioned<Task>> {
    const row = await this.tasks.update(filter, id, precondition, toColumns(change));
    return row ? toVersioned(row) : this.#refuse(filter, id, precondition);
  }

  /** @throws {TaskNotFoundException} or {@link TaskChangedException} */
  async delete(filter: OwnerFilter, id: string, precondition: Precondition): Promise<void> {
    if (!(await this.tasks.delete(filter, id, precondition))) {
      await this.#refuse(filter, id, precondition);
    }
  }

  /** Deletes all finished tasks of an owner. */
  async deleteFinished(owner: string): Promise<TasksDeletion> {
    return { deleted: await this.tasks.deleteAll(owner, 'done') };
  }

  /** Nothing was written: there is no such task, or it is not the version that the caller has. */
  async #refuse(filter: OwnerFilter, id: string, precondition: Precondition): Promise<never> {
    await this.find(filter, id);
    throw new TaskChangedException(precondition);
  }
}

type Columns<Fields> = Fields extends NewTask
  ? TaskContent
  : { readonly [Column in keyof TaskContent]: TaskContent[Column] | undefined };

/**
 * The columns that the fields of a body are stored in. A field that is left out is undefined. A new
 * field of the schema does not compile until it is given its column here.
 */
function toColumns<Fields extends TaskChange>(fields: Fields): Columns<Fields>;
function toColumns(fields: TaskChange): Columns<TaskChange> {
  const { title, description, status, dueAt, ...rest } = fields;
  const unmapped: Record<string, never> = rest;
  return { title, description, status, due_at: toMilliseconds(dueAt), ...unmapped };
}

function toMilliseconds(dateTime: string | null | undefined): number | null | undefined {
  return typeof dateTime === 'string' ? parseRfc3339(dateTime) : dateTime;
}

function toVersioned(row: TaskRow | undefined): Versioned<Task> {
  if (!row) {
    throw new TaskNotFoundException();
  }
  return { body: toTask(row), version: row.version };
}

function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    status: row.status,
    dueAt: row.due_at === null ? null : formatRfc3339(row.due_at),
    createdAt: formatRfc3339(row.created_at),
    updatedAt: formatRfc3339(row.updated_at),
  };
}
