import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Precondition } from './entity-tag.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { parseMoment } from './moment.js';
import { cursorFor } from './task-cursor.js';
import type { TaskPage, TaskQuery } from './task-query.schema.js';
import {
  IdempotencyKeyReusedException,
  TaskChangedException,
  TaskNotFoundException,
} from './task.exceptions.js';
import type { NewTask, Task, TaskChange } from './task.schema.js';
import type { TaskReach } from './task-reach.js';
import { TasksRepository, type NewTaskRow, type TaskRow } from './tasks.repository.js';

/** A task together with its version. */
export interface VersionedTask {
  readonly task: Task;
  readonly version: number;
}

/** What callers can do with tasks. Every call says whose tasks are within reach. */
@Injectable()
export class TasksService {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly idempotencyKeys: IdempotencyKeysRepository,
  ) {}

  async list(owner: string, query: TaskQuery): Promise<TaskPage> {
    const rows = await this.tasks.list(owner, query);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      items: page.map(toTask),
      nextCursor: last ? cursorFor(query.sort, last.sort_value, last.id) : null,
    };
  }

  /** @throws {TaskNotFoundException} */
  async find(reach: TaskReach, id: string): Promise<VersionedTask> {
    return toVersioned(await this.tasks.find(reach, id));
  }

  /**
   * Adds a task. With a key, a retry is answered as the first request was, from what it sent: the
   * body is the same, so only the id and the time of the first need to be known.
   *
   * @throws {IdempotencyKeyReusedException} when the key came with another body before
   */
  async create(owner: string, task: NewTask, key?: string): Promise<VersionedTask> {
    const row = newRow(owner, task);
    if (key === undefined) {
      await this.tasks.insert(row);
      return toVersioned(row);
    }
    const bodyDigest = digestOf(row);
    const first = await this.idempotencyKeys.insertOnce(row, { key, bodyDigest });
    if (first.bodyDigest !== bodyDigest) throw new IdempotencyKeyReusedException();
    const { taskId: id, createdAt: created_at } = first;
    return toVersioned({ ...row, id, created_at, updated_at: created_at });
  }

  /** @throws {TaskNotFoundException} or {@link TaskChangedException} */
  async change(
    reach: TaskReach,
    id: string,
    change: TaskChange,
    precondition: Precondition,
  ): Promise<VersionedTask> {
    const { dueAt, ...rest } = change;
    const row = await this.tasks.update(reach, id, precondition, {
      ...rest,
      ...(dueAt === undefined ? {} : { due_at: toMilliseconds(dueAt) }),
    });
    return row ? toVersioned(row) : this.#refuse(reach, id);
  }

  /** @throws {TaskNotFoundException} or {@link TaskChangedException} */
  async delete(reach: TaskReach, id: string, precondition: Precondition): Promise<void> {
    if (!(await this.tasks.delete(reach, id, precondition))) await this.#refuse(reach, id);
  }

  /** Nothing was written: there is no such task, or it is not as the caller thinks. */
  async #refuse(reach: TaskReach, id: string): Promise<never> {
    await this.find(reach, id);
    throw new TaskChangedException();
  }
}

function newRow(owner: string, { title, description, status, dueAt }: NewTask) {
  const id = uuidv7();
  const now = momentOf(id);
  return {
    id,
    owner,
    title,
    description,
    status,
    due_at: toMilliseconds(dueAt),
    created_at: now,
    updated_at: now,
    version: 1,
  } satisfies NewTaskRow;
}

/** Of what the body means: the same moment in another spelling is the same body. */
function digestOf({ title, description, status, due_at }: NewTaskRow): string {
  const meaning = JSON.stringify([title, description, status, due_at]);
  return createHash('sha256').update(meaning).digest('hex');
}

/**
 * The time that a UUIDv7 starts with (RFC 9562 section 5.7). Within a process it never runs
 * backwards, whatever the clock does, so that a new task never slips in before a page already read.
 */
function momentOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function toVersioned(row: TaskRow | undefined): VersionedTask {
  if (!row) throw new TaskNotFoundException();
  return { task: toTask(row), version: row.version };
}

function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    status: row.status,
    dueAt: row.due_at === null ? null : toRfc3339(row.due_at),
    createdAt: toRfc3339(row.created_at),
    updatedAt: toRfc3339(row.updated_at),
  };
}

function toMilliseconds(moment: string | null): number | null {
  return moment === null ? null : (parseMoment(moment) ?? null);
}

function toRfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
