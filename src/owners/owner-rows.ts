import { sql, type Kysely } from 'kysely';
import { QuotaExceededException, type QuotaTables } from '../database/index.js';
import type { OwnerMove } from './owners-file.js';

/** The resources that belong to owners. */
export interface OwnedResources {
  /** Tables with a column `owner`. */
  readonly tables: readonly string[];
  /** What their rows are called in `owner_usage`. */
  readonly counted: readonly string[];
}

/** How many rows owners have, in all tables of resources together. */
export type RowCounts = ReadonlyMap<string, number>;

/**
 * Counts what owners have.
 *
 * @returns a number for each owner who has something
 */
export async function countRows(
  db: Kysely<unknown>,
  { tables }: OwnedResources,
  owners: readonly string[],
): Promise<RowCounts> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const { rows } = await sql<{ owner: string; rows: number }>`
      select owner, count(*) as rows from ${sql.table(table)}
      where owner in (${sql.join(owners)}) group by owner`.execute(db);
    for (const { owner, rows: found } of rows) {
      counts.set(owner, (counts.get(owner) ?? 0) + found);
    }
  }
  return counts;
}

/**
 * Gives everything of one owner to another, in one transaction. Idempotency keys go along, except
 * those that the new owner has used as well.
 *
 * @returns how many rows of resources were moved
 * @throws {QuotaExceededException} when the new owner would have more than one owner may store
 */
export function moveRows(
  db: Kysely<unknown>,
  { tables, counted }: OwnedResources,
  { from, to }: OwnerMove,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await sql`delete from idempotent_request where owner = ${from} and exists (
      select 1 from idempotent_request as other where other.owner = ${to}
      and other.resource = idempotent_request.resource and other.key = idempotent_request.key
    )`.execute(transaction);
    let moved = 0;
    for (const table of ['idempotent_request', ...tables]) {
      const { numAffectedRows = 0n } = await sql`
        update ${sql.table(table)} set owner = ${to} where owner = ${from}`.execute(transaction);
      if (table !== 'idempotent_request') {
        moved += Number(numAffectedRows);
      }
    }
    // Triggers count rows that change their owner, but do not refuse them.
    const usage = await readUsage(transaction, counted, [to]);
    refuseExcess(usage, await readQuotas(transaction, counted));
    return moved;
  });
}

/** What an owner has stored of one kind. */
export interface Usage {
  readonly owner: string;
  readonly counted: string;
  readonly items: number;
  readonly bytes: number;
}

/** What owners have stored; nothing for those who have stored nothing. */
export async function readUsage(
  db: Kysely<unknown>,
  counted: readonly string[],
  owners: readonly string[],
): Promise<readonly Usage[]> {
  return counted.length === 0
    ? []
    : db
        .withTables<QuotaTables>()
        .selectFrom('owner_usage')
        .selectAll()
        .where('owner', 'in', owners)
        .where('counted', 'in', counted)
        .execute();
}

/** The quotas that the API has told the database. */
export async function readQuotas(
  db: Kysely<unknown>,
  counted: readonly string[],
): Promise<readonly QuotaTables['owner_quota'][]> {
  return counted.length === 0
    ? []
    : db
        .withTables<QuotaTables>()
        .selectFrom('owner_quota')
        .selectAll()
        .where('counted', 'in', counted)
        .execute();
}

/** @throws {QuotaExceededException} when a usage exceeds its quota */
export function refuseExcess(
  usage: readonly Omit<Usage, 'owner'>[],
  quotas: readonly QuotaTables['owner_quota'][],
): void {
  for (const { counted, items, bytes } of usage) {
    const quota = quotas.find((one) => one.counted === counted);
    if (items > (quota?.max_items ?? Infinity) || bytes > (quota?.max_bytes ?? Infinity)) {
      throw new QuotaExceededException(counted, undefined);
    }
  }
}
