import fc from 'fast-check';
import { formatRfc3339, parseRfc3339 } from './rfc3339.js';

const read = (text: string) => {
  const milliseconds = parseRfc3339(text);
  return milliseconds === undefined ? undefined : formatRfc3339(milliseconds);
};

it.each([
  ['2027-01-31T17:00:00Z', '2027-01-31T17:00:00.000Z'],
  ['2027-01-31t17:00:00.5z', '2027-01-31T17:00:00.500Z'],
  ['2027-01-31T17:00:00+01:00', '2027-01-31T16:00:00.000Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['1990-12-31T15:59:60.9-08:00', '1991-01-01T00:00:00.000Z'],
])('reads %s as %s', (text, moment) => {
  expect(read(text)).toBe(moment);
});

it.each([
  '2027-02-29T00:00:00Z',
  '2027-01-31T24:00:00Z',
  '2027-01-31T17:00:61Z',
  '2027-01-31T17:00:60Z',
  '2027-01-30T23:59:60Z',
  '2027-01-31T23:59:60+01:00',
  '2027-01-31T17:00Z',
  '2027-01-31T17:00:00',
  '2027-01-31',
  '0000-01-01T00:00:00+01:00',
  '9999-12-31T23:59:60Z',
  '9999-12-31T23:59:59-01:00',
  '',
])('does not read %s', (text) => {
  expect(read(text)).toBeUndefined();
});

it('writes every time as Date does, in whatever order they come', () => {
  const maxTime = Date.parse('9999-12-31T23:59:59.999Z');
  const time = fc.oneof(
    fc.integer({ min: Date.parse('0000-01-01T00:00:00.000Z'), max: maxTime }),
    fc.integer({ min: -200_000_000, max: 200_000_000 }),
    // Days that share a slot of the dates that are kept.
    fc.integer({ min: -3, max: 3 }).map((turn) => turn * 64 * 86_400_000),
  );
  fc.assert(
    fc.property(fc.array(time), (times) => {
      expect(times.map(formatRfc3339)).toEqual(times.map((one) => new Date(one).toISOString()));
    }),
  );
});
