import { z } from 'zod';
import { encodeCursor } from './page-cursor.js';

/** A part of a list, and where the next part starts. */
export interface Page<Item> {
  readonly items: Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** How a page of such items looks in an answer. */
export function pageSchema<Item extends z.ZodType>(item: Item, id: string) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z
        .string()
        .nullable()
        .meta({
          description: 'Where the next page starts; null on the last one.',
          examples: [encodeCursor('-createdAt', exampleCursor)],
        }),
    })
    .meta({ id });
}

const exampleCursor = { value: 1790000000000, id: '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11' };

/** A row of a list, with the value that the list is sorted by. */
export interface SortedRow {
  readonly id: string;
  readonly sort_value: number;
}

/**
 * How many bytes the items of a page may have together, in JSON. A page of items that are as long as
 * they may be would have megabytes, which many slow readers could pile up in memory.
 */
const maxPageBytes = 256_000;

/**
 * Makes a page of the rows that a query found. It holds fewer than `limit` when they are very long, but
 * always one.
 *
 * @param rows one more than `limit` when there is another page
 */
export function toPage<Row extends SortedRow, Item>(
  rows: readonly Row[],
  { limit, sort }: { readonly limit: number; readonly sort: string },
  toItem: (row: Row) => Item,
): Page<Item> {
  const items: Item[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    const item = toItem(row);
    bytes += jsonSize(item);
    if (bytes > maxPageBytes && items.length > 0) {
      break;
    }
    items.push(item);
  }
  const last = items.length < rows.length ? rows[items.length - 1] : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor(sort, { value: last.sort_value, id: last.id }) : null,
  };
}

/** The bytes of an item in JSON. */
function jsonSize(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item));
}
