import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../../database/index.js';
import { digestContent, type GeneratedColumns } from './idempotency-key.js';
import type { IdempotencyTables } from './idempotency.migrations.js';

/** How long a key is kept, in milliseconds. */
const keyLifetimeMs = 24 * 3_600_000;

/** A request that came with an `Idempotency-Key`. */
export interface IdempotentRequest {
  /** What is being added: "task". */
  readonly resource: string;
  readonly key: string;
}

/** The first request that came with a key. */
export interface FirstRequest {
  readonly resourceId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Whether it had the same body as this request. */
  readonly sameBody: boolean;
}

/** Stores which resource a key led to, so that a retry does not add another. */
@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  /**
   * Inserts a row unless its key is taken. The key is written first: in SQLite that takes the write
   * lock at once, and in PostgreSQL it waits for a concurrent request with the same key.
   *
   * @param insert adds the row in the given transaction
   * @returns the request that has the key now: this one or an earlier one
   */
  insertOnce(
    row: GeneratedColumns,
    { resource, key }: IdempotentRequest,
    insert: (transaction: Kysely<unknown>) => Promise<void>,
  ): Promise<FirstRequest> {
    const { owner, id, created_at } = row;
    const content = { body_digest: digestContent(row), resource_id: id, created_at };
    return this.database.db.transaction().execute(async (transaction) => {
      const keys = transaction.withTables<IdempotencyTables>();
      const inserted = await keys
        .insertInto('idempotent_request')
        .values({ owner, resource, key, ...content })
        .onConflict((conflict) =>
          conflict
            .columns(['owner', 'resource', 'key'])
            .doUpdateSet(content)
            .where('idempotent_request.created_at', '<=', created_at - keyLifetimeMs),
        )
        .returning('key')
        .executeTakeFirst();
      if (inserted) {
        await insert(transaction);
        return { resourceId: id, createdAt: created_at, sameBody: true };
      }
      const first = await keys
        .selectFrom('idempotent_request')
        .select(['resource_id', 'created_at', 'body_digest'])
        .where('owner', '=', owner)
        .where('resource', '=', resource)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return {
        resourceId: first.resource_id,
        createdAt: first.created_at,
        sameBody: first.body_digest === content.body_digest,
      };
    });
  }

  /** Deletes keys whose time is over. */
  async deleteExpired(now: number): Promise<void> {
    await this.database.db
      .withTables<IdempotencyTables>()
      .deleteFrom('idempotent_request')
      .where('created_at', '<=', now - keyLifetimeMs)
      .execute();
  }
}
