import { casual, GB } from 'chrono-node/en';

/** A due date that was found in the title of a new task. */
export interface ParsedDueDate {
  /** The title without the words that name the date; with them if there are no others. */
  readonly title: string;
  /** Value of a date input, `2026-11-26`. */
  readonly due: string;
  /** Value of a time input, `17:00`; empty if no time was named. */
  readonly time: string;
}

/**
 * Finds a due date in text such as "pay rent tomorrow 5pm" (English; `chrono-node`). A month or a year
 * alone is none.
 *
 * @param language of the person: 3/4 is the third of April everywhere but in the United States
 */
export function parseDueDate(text: string, now: Date, language: string): ParsedDueDate | undefined {
  const parser = /^en-US$/i.test(language) ? casual : GB;
  const found = parser
    .parse(text, now, { forwardDate: true })
    .findLast(({ start, text: words }) => {
      if (alsoWords.test(words)) {
        return false;
      }
      const time = start.isCertain('hour');
      return (
        start.isCertain('day') ||
        start.isCertain('weekday') ||
        (time && (start.isCertain('meridiem') || start.isCertain('minute')))
      );
    });
  if (!found) {
    return undefined;
  }
  const before = text.slice(0, found.index).replace(/[\s,]*\b(by|due|on|at|until)?\s*$/i, '');
  const after = text.slice(found.index + found.text.length).trimStart();
  const title = `${before} ${after}`.trim() || text.trim();
  const date = found.start.date();
  const timeIsNamed = found.start.isCertain('hour');
  return {
    title,
    due: [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-'),
    time: timeIsNamed ? `${pad(date.getHours())}:${pad(date.getMinutes())}` : '',
  };
}

/** Short names of days that are other words, too. */
const alsoWords = /^(sun|sat|wed)$/i;

const pad = (part: number): string => String(part).padStart(2, '0');
