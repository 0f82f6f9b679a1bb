import fc from 'fast-check';
import { cursorFor, parseCursor } from './task-cursor.js';
import { taskSorts } from './task-query.schema.js';

const sort = fc.constantFrom(...taskSorts);
const moment = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
const id = fc.uuid({ version: 7 });

it('reads back every cursor that it writes', () => {
  fc.assert(
    fc.property(sort, moment, id, (order, value, task) => {
      expect(parseCursor(cursorFor(order, value, task), order)).toEqual({ value, id: task });
    }),
  );
});

it('writes what can stand in a query as it is', () => {
  fc.assert(
    fc.property(sort, moment, id, (order, value, task) => {
      const cursor = cursorFor(order, value, task);
      expect(encodeURIComponent(cursor)).toBe(cursor);
    }),
  );
});

it('does not read a cursor of another order', () => {
  fc.assert(
    fc.property(sort, sort, moment, id, (order, other, value, task) => {
      fc.pre(order !== other);
      expect(parseCursor(cursorFor(order, value, task), other)).toBeUndefined();
    }),
  );
});

it('does not read any text but a cursor as it writes them, and never throws', () => {
  const json = fc
    .oneof(fc.json(), fc.tuple(sort, fc.oneof(moment, fc.double()), fc.string()).map(toJson))
    .map((text) => Buffer.from(text).toString('base64url'));
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), json),
      sort,
      (text, order) => {
        expect(parseCursor(text, order)).toBeUndefined();
      },
    ),
  );
});

it('reads no cursor with a character more, less or otherwise but as it would write that', () => {
  const edit = fc.record({
    at: fc.nat(200),
    remove: fc.nat(2),
    insert: fc.string({ maxLength: 2 }),
  });
  fc.assert(
    fc.property(sort, moment, id, edit, (order, value, task, { at, remove, insert }) => {
      const cursor = cursorFor(order, value, task);
      const edited = cursor.slice(0, at) + insert + cursor.slice(at + remove);
      const parsed = parseCursor(edited, order);
      expect(parsed && cursorFor(order, parsed.value, parsed.id)).toBe(parsed && edited);
    }),
  );
});

function toJson(value: unknown): string {
  return JSON.stringify(value);
}
