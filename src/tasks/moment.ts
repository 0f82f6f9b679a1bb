import { z } from 'zod';

const dateTime = z.iso.datetime({ offset: true });
const leapSecond = /^(.{16}):60(\.\d+)?/;

/**
 * A date and time of RFC 3339 in milliseconds since 1970; undefined if it is none, or in a year that
 * the format cannot write. `T` and `Z` may be small. A leap second (section 5.7: the last one of a
 * month, in UTC) is the beginning of the next month, as POSIX counts.
 */
export function parseMoment(text: string): number | undefined {
  const upper = text.toUpperCase();
  const leap = leapSecond.test(upper);
  const ordinary = leap ? upper.replace(leapSecond, '$1:59') : upper;
  if (!dateTime.safeParse(ordinary).success) return undefined;
  const moment = new Date(Date.parse(ordinary) + (leap ? 1000 : 0));
  const year = moment.getUTCFullYear();
  if (year < 0 || year > 9999 || (leap && !beginsMonth(moment))) return undefined;
  return moment.getTime();
}

function beginsMonth(moment: Date): boolean {
  return moment.toISOString().slice(8) === '01T00:00:00.000Z';
}
