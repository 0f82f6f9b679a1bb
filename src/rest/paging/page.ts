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

/** A row of a list. */
export interface SortedRow {
  readonly id: string;
  readonly created_at: number;
  /** What the list is sorted by; left out where that is `created_at`. */
  readonly sort_value?: number;
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
  const items = withinMaxBytes(rows.slice(0, limit).map(toItem));
  const last = items.length < rows.length ? rows[items.length - 1] : undefined;
  return {
    items,
    nextCursor: last
      ? encodeCursor(sort, { value: last.sort_value ?? last.created_at, id: last.id })
      : null,
  };
}

/** As many of the items as a page may have: all of them unless they are very long. */
function withinMaxBytes<Item>(items: Item[]): Item[] {
  if (items.reduce((sum, item) => sum + maxJsonSize(item), 0) <= maxPageBytes) {
    return items;
  }
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    bytes += jsonSize(item);
    return bytes > maxPageBytes && index > 0;
  });
  return end < 0 ? items : items.slice(0, end);
}

/** More bytes than a number, a boolean or null has in JSON, with a comma. */
const maxPrimitiveSize = 32;

/**
 * More bytes than a flat item has in JSON. A UTF-16 unit has six at most, as `\u001f`. To write each of
 * 20 items in JSON only to count the bytes takes 10 µs; this takes 0.6.
 */
function maxJsonSize(item: unknown): number {
  let bytes = 2;
  for (const name in item as object) {
    const value = (item as Readonly<Record<string, unknown>>)[name];
    bytes += name.length * 6 + maxPrimitiveSize;
    if (typeof value === 'string') {
      bytes += value.length * 6;
    } else if (typeof value === 'object' && value !== null) {
      return Infinity;
    }
  }
  return bytes;
}

/** The bytes of an item in JSON. */
function jsonSize(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item));
}
