import { z } from 'zod';

/** A place in a list: right after the item with this value in the sorted column and this id. */
export interface PageCursor {
  readonly value: number;
  readonly id: string;
}

/** The latest time that a `Date` can hold, in milliseconds since 1970. */
const maxTimestamp = 8_640_000_000_000_000;

const cursorSchema = z.tuple([
  z.string(),
  z.int().min(-maxTimestamp).max(maxTimestamp),
  z.uuid({ version: 'v7' }),
]);

/**
 * Writes a place in a list as an opaque text. It holds no secret and grants nothing: with a forged
 * cursor callers still see only what they may see.
 */
export function encodeCursor(sort: string, { value, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote.
 *
 * @returns undefined for any other text, and for a cursor of another order
 */
export function decodeCursor(text: string, sort: string): PageCursor | undefined {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) {
    return undefined;
  }
  const [cursorSort, value, id] = parsed.data;
  const cursor = { value, id };
  return cursorSort === sort && encodeCursor(sort, cursor) === text ? cursor : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
