import type { Kysely } from 'kysely';
import type { QuotaTables } from './quota.migrations.js';

/** What one owner may store; what is undefined has no bound. */
export interface Quota {
  /** What is counted: "tasks". */
  readonly counted: string;
  readonly maxItems?: number | undefined;
  /** Of the texts, in UTF-8. */
  readonly maxBytes?: number | undefined;
}

/**
 * Tells the database the quotas of this configuration. They hold for every process that uses it, so the
 * process that started last decides.
 */
export async function setQuotas(db: Kysely<unknown>, quotas: readonly Quota[]): Promise<void> {
  for (const { counted, maxItems = null, maxBytes = null } of quotas) {
    const limits = { max_items: maxItems, max_bytes: maxBytes };
    await db
      .withTables<QuotaTables>()
      .insertInto('owner_quota')
      .values({ counted, ...limits })
      .onConflict((conflict) => conflict.column('counted').doUpdateSet(limits))
      .execute();
  }
}
