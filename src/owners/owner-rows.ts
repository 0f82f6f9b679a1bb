import { sql, type Kysely } from 'kysely';
import type { OwnerMove } from './owners-file.js';

/** How many rows were moved, or would be, in all tables of resources together. */
export type RowCounts = ReadonlyMap<string, number>;

/**
 * Counts what owners have.
 *
 * @param tables of resources, each with a column `owner`
 * @returns a number for each owner who has something
 */
export async function countRows(
  db: Kysely<unknown>,
  tables: readonly string[],
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
 */
export function moveRows(
  db: Kysely<unknown>,
  tables: readonly string[],
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
    return moved;
  });
}
