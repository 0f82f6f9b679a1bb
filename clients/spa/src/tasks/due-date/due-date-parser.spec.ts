import { parseDueDate } from './due-date-parser.js';

// A Wednesday.
const now = new Date('2026-11-25T12:00:00');
const parse = (text: string, language = 'en-GB') => parseDueDate(text, now, language);

it.each([
  ['pay rent tomorrow 5pm', 'pay rent', '2026-11-26', '17:00'],
  ['tomorrow pay rent', 'pay rent', '2026-11-26', ''],
  ['call Ada on Friday at 9:30', 'call Ada', '2026-11-27', '09:30'],
  ['water plants today', 'water plants', '2026-11-25', ''],
  ['book a table, by 24 December', 'book a table', '2026-12-24', ''],
  ['tomorrow', 'tomorrow', '2026-11-26', ''],
  ['tax return in 2 weeks', 'tax return', '2026-12-09', ''],
])('understands “%s”', (text, title, due, time) => {
  expect(parse(text)).toEqual({ title, due, time });
});

it('reads figures as the person writes them', () => {
  expect(parse('dentist 3/12/2026')?.due).toBe('2026-12-03');
  expect(parse('dentist 3/12/2027', 'en-US')?.due).toBe('2027-03-12');
});

it.each([
  'Water the plants',
  'Added in 390',
  'Sent twice',
  'Topic 12, number 3',
  'Second of 5',
  'March',
  'Ask May about the sun',
  'read 1984',
])('takes no date from “%s”', (text) => {
  expect(parse(text)).toBeUndefined();
});
