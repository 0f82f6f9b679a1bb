import fc from 'fast-check';
import { newTaskSchema, taskChangeSchema, taskStatuses } from './task.schema.js';

const pad = (number: number, digits = 2) => String(number).padStart(digits, '0');

/** Every date and time that RFC 3339 section 5.6 can write, valid or not. */
const dateTime = fc
  .record({
    year: fc.oneof(fc.nat(9999), fc.constantFrom(0, 1900, 2000, 2028, 9999)),
    month: fc.nat(13),
    day: fc.nat(32),
    hour: fc.nat(24),
    minute: fc.nat(60),
    second: fc.nat(59),
    fraction: fc.stringMatching(/^(\.[0-9]{1,12})?$/),
    t: fc.constantFrom('T', 't'),
    offset: fc.oneof(
      fc.constantFrom('Z', 'z'),
      fc
        .tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59))
        .map(([sign, hours, minutes]) => `${sign}${pad(hours)}:${pad(minutes)}`),
    ),
  })
  .map((parts) => ({
    ...parts,
    text:
      `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}${parts.t}` +
      `${pad(parts.hour)}:${pad(parts.minute)}:${pad(parts.second)}${parts.fraction}${parts.offset}`,
  }));

/** Whether a day exists, by the rules of the calendar rather than by `Date`. */
function dayExists(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** The offset in minutes. */
function minutesOf(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const storable = (value: string) => !/[\0\p{Surrogate}]/u.test(value);

function obeysTheRules(key: string, value: unknown): boolean {
  switch (key) {
    case 'title':
      return (
        typeof value === 'string' &&
        value === value.trim() &&
        storable(value) &&
        /^.{1,200}$/su.test(value)
      );
    case 'description':
      return (
        value === null ||
        (typeof value === 'string' && storable(value) && /^.{0,4000}$/su.test(value))
      );
    case 'status':
      return value === 'open' || value === 'in_progress' || value === 'done';
    case 'dueAt':
      return (
        value === null ||
        (typeof value === 'string' &&
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(value) &&
          /^\d{4}-/.test(new Date(value.toUpperCase()).toISOString()))
      );
    default:
      return false;
  }
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 190, maxLength: 210, size: 'max' }),
  fc.string({ unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom('', ' ', '\0', '\ud800', '\u3000', 'x'.repeat(4000), '😀'.repeat(4001)),
);

/** Objects that are often valid, with anything anywhere. */
const nearTask = fc.record(
  {
    title: fc.oneof({ arbitrary: text, weight: 5 }, fc.jsonValue()),
    description: fc.oneof({ arbitrary: text, weight: 5 }, fc.jsonValue()),
    status: fc.oneof({ arbitrary: fc.constantFrom(...taskStatuses), weight: 5 }, text),
    dueAt: fc.oneof(
      dateTime.map((date) => date.text),
      text,
      fc.constant(null),
    ),
  },
  { requiredKeys: [] },
);

const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
  fc.jsonValue({ stringUnit: 'binary' }),
  nearTask,
  fc.tuple(nearTask, fc.dictionary(fc.string(), fc.jsonValue())).map(([task, more]) => ({
    ...task,
    ...more,
  })),
);

describe.each([
  ['a new task', newTaskSchema],
  ['a change', taskChangeSchema],
])('%s', (_, schema) => {
  it('never throws, and lets nothing through that breaks a rule', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const parsed = schema.safeParse(value);
        const faults = Object.entries(parsed.data ?? {}).filter(
          ([key, part]) => !obeysTheRules(key, part),
        );
        expect(faults).toEqual([]);
        expect(parsed.success || parsed.error.issues.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is unchanged by being read once more', () => {
    fc.assert(
      fc.property(nearTask, (value) => {
        const parsed = schema.safeParse(value);
        fc.pre(parsed.success);
        expect(schema.parse(parsed.data)).toEqual(parsed.data);
      }),
    );
  });

  it('accepts every title that can be seen and stored and is short enough', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 219, size: 'max' }), (start) => {
        const title = `${start}a`;
        const trimmed = title.trim();
        const length = Array.from(trimmed).length;
        const parsed = schema.safeParse({ title });
        expect(parsed.success).toBe(!title.includes('\0') && length <= 200);
        expect(parsed.data?.title ?? trimmed).toBe(trimmed);
      }),
    );
  });

  it('accepts exactly the dates and times that are on the calendar and in its range', () => {
    fc.assert(
      fc.property(dateTime, ({ text: dueAt, year, month, day, hour, minute, second, offset }) => {
        const moment = new Date(0);
        moment.setUTCFullYear(year, month - 1, day);
        moment.setUTCHours(hour, minute - minutesOf(offset), second);
        const inRange = moment.getUTCFullYear() >= 0 && moment.getUTCFullYear() <= 9999;
        const valid = dayExists(year, month, day) && hour <= 23 && minute <= 59 && inRange;
        expect(schema.safeParse({ title: 'a', dueAt }).success).toBe(valid);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses every property that it does not know, and names it', () => {
    const known = new Set(['title', 'description', 'status', 'dueAt']);
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'owner', 'Title'),
    );
    fc.assert(
      fc.property(name, fc.jsonValue(), (key, value) => {
        fc.pre(!known.has(key));
        const body: unknown = JSON.parse(
          `{"title":"a",${JSON.stringify(key)}:${JSON.stringify(value)}}`,
        );
        const { error } = schema.safeParse(body);
        expect(error?.issues).toEqual([expect.objectContaining({ keys: [key] })]);
      }),
    );
  });
});

it('fills in what a new task leaves out, and nothing of a change', () => {
  fc.assert(
    fc.property(nearTask, (value) => {
      const created = newTaskSchema.safeParse(value);
      fc.pre(created.success);
      expect(Object.keys(created.data).toSorted()).toEqual([
        'description',
        'dueAt',
        'status',
        'title',
      ]);
      const change = taskChangeSchema.parse(value);
      expect(Object.keys(change).toSorted()).toEqual(Object.keys(value).toSorted());
    }),
  );
});
