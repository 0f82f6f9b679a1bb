import { z } from 'zod';

/** A place in a list: right after the task with this value in the sorted column and this id. */
export interface Cursor {
  readonly value: number;
  readonly id: string;
}

const maxMoment = 8_640_000_000_000_000;

const cursorSchema = z.tuple([
  z.string(),
  z.int().min(-maxMoment).max(maxMoment),
  z.uuid({ version: 'v7' }),
]);

/**
 * Writes a place as an opaque text. It holds no secret and grants nothing: whoever forges one still
 * sees only their own tasks.
 */
export function cursorFor(sort: string, value: number, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/** Reads {@link cursorFor} back; undefined for anything else, and for a cursor of another order. */
export function parseCursor(text: string, sort: string): Cursor | undefined {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [cursorSort, value, id] = parsed.data;
  return cursorSort === sort && cursorFor(sort, value, id) === text ? { value, id } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
