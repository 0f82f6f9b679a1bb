import { Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';
import type { NewTaskRow } from './tasks.repository.js';

/** How long a key is remembered, in milliseconds. */
const idempotencyKeyMs = 24 * 3_600_000;

/** What a caller sent with its `Idempotency-Key`. */
export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256 of what the body means. */
  readonly bodyDigest: string;
}

/** The first request that came with a key. */
export interface FirstUse {
  readonly taskId: string;
  readonly createdAt: number;
  readonly bodyDigest: string;
}

/** Remembers which task came of a key, so that a retry does not make another. */
@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  /**
   * Inserts a task unless its key is taken. The key is written first: that takes the write lock of
   * SQLite at once, and makes PostgreSQL wait for a rival with the same key.
   *
   * @returns the request that has the key now: this one or an earlier one
   */
  insertOnce(task: NewTaskRow, { key, bodyDigest }: IdempotencyKey): Promise<FirstUse> {
    const { owner } = task;
    const mine = { body_digest: bodyDigest, task_id: task.id, created_at: task.created_at };
    return this.database.db.transaction().execute(async (transaction) => {
      const taken = await transaction
        .insertInto('idempotency_key')
        .values({ owner, key, ...mine })
        .onConflict((conflict) =>
          conflict
            .columns(['owner', 'key'])
            .doUpdateSet(mine)
            .where('idempotency_key.created_at', '<=', task.created_at - idempotencyKeyMs),
        )
        .returning('key')
        .executeTakeFirst();
      if (taken) {
        await transaction.insertInto('task').values(task).execute();
        return { taskId: task.id, createdAt: task.created_at, bodyDigest };
      }
      const first = await transaction
        .selectFrom('idempotency_key')
        .select(['task_id', 'created_at', 'body_digest'])
        .where('owner', '=', owner)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return {
        taskId: first.task_id,
        createdAt: first.created_at,
        bodyDigest: first.body_digest,
      };
    });
  }

  /** Forgets keys that have had their time. */
  async forgetOld(now: number): Promise<void> {
    await this.database.db
      .deleteFrom('idempotency_key')
      .where('created_at', '<=', now - idempotencyKeyMs)
      .execute();
  }
}
