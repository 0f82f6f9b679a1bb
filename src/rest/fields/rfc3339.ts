import { z } from 'zod';

const dateTime = z.iso.datetime({ offset: true });
const leapSecond = /^(.{16}):60(\.\d+)?/;

/**
 * Reads a date and time of RFC 3339. `T` and `Z` may be lower case. A leap second (section 5.7: the
 * last second of a month, in UTC) is the beginning of the next month, as in POSIX time.
 *
 * @returns milliseconds since 1970; undefined for any other text, and for a year that the format
 *   cannot write
 */
export function parseRfc3339(text: string): number | undefined {
  const upper = text.toUpperCase();
  const leap = leapSecond.test(upper);
  const ordinary = leap ? upper.replace(leapSecond, '$1:59') : upper;
  if (!dateTime.safeParse(ordinary).success) {
    return undefined;
  }
  const date = new Date(Date.parse(ordinary) + (leap ? 1000 : 0));
  const year = date.getUTCFullYear();
  if (year < 0 || year > 9999 || (leap && !beginsMonth(date))) {
    return undefined;
  }
  return date.getTime();
}

/** Writes milliseconds since 1970 as a date and time of RFC 3339, in UTC. */
export function formatRfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** A date and time in the body of a request; it stays the text that was sent. */
export const dateTimeSchema = z
  .string('must be a date and time or null')
  .refine(
    (value) => parseRfc3339(value) !== undefined,
    'must be a date and time of RFC 3339, such as 2027-01-31T17:00:00Z',
  );

/** A date and time in an answer. */
export const timestampSchema = z.iso.datetime().meta({ examples: ['2026-11-21T09:30:00.000Z'] });

function beginsMonth(date: Date): boolean {
  return date.toISOString().slice(8) === '01T00:00:00.000Z';
}
