import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './page-cursor.js';

const sort = fc.constantFrom('createdAt', '-createdAt', 'dueAt', '-dueAt');
const timestamp = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
const id = fc.uuid({ version: 7 });

it('reads back every cursor that it writes', () => {
  fc.assert(
    fc.property(sort, timestamp, id, (order, value, item) => {
      expect(decodeCursor(encodeCursor(order, { value, id: item }), order)).toEqual({
        value,
        id: item,
      });
    }),
  );
});

it('writes what can stand in a query as it is', () => {
  fc.assert(
    fc.property(sort, timestamp, id, (order, value, item) => {
      const cursor = encodeCursor(order, { value, id: item });
      expect(encodeURIComponent(cursor)).toBe(cursor);
    }),
  );
});

it('does not read a cursor of another order', () => {
  fc.assert(
    fc.property(sort, sort, timestamp, id, (order, other, value, item) => {
      fc.pre(order !== other);
      expect(decodeCursor(encodeCursor(order, { value, id: item }), other)).toBeUndefined();
    }),
  );
});

it('does not read any text but a cursor as it writes them, and never throws', () => {
  const json = fc
    .oneof(fc.json(), fc.tuple(sort, fc.oneof(timestamp, fc.double()), fc.string()).map(toJson))
    .map((text) => Buffer.from(text).toString('base64url'));
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), json),
      sort,
      (text, order) => {
        expect(decodeCursor(text, order)).toBeUndefined();
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
    fc.property(sort, timestamp, id, edit, (order, value, item, { at, remove, insert }) => {
      const cursor = encodeCursor(order, { value, id: item });
      const edited = cursor.slice(0, at) + insert + cursor.slice(at + remove);
      const parsed = decodeCursor(edited, order);
      expect(parsed && encodeCursor(order, parsed)).toBe(parsed && edited);
    }),
  );
});

function toJson(value: unknown): string {
  return JSON.stringify(value);
}
