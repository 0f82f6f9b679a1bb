import fc from 'fast-check';
import { entityTag, matchesIfNoneMatch, parseIfMatch } from './entity-tag.js';

const version = fc.integer({ min: 1, max: 999_999_999 });
const versions = fc.uniqueArray(version, { minLength: 1, maxLength: 10 });
/** What may stand between two tags of a list (RFC 9110 section 5.6.1), and at its ends. */
const separator = fc.stringMatching(/^[ \t]{0,2},[ \t]{0,2}(,[ \t]?)?$/);
const edge = fc.constantFrom('', ' ', ',', ' , ,\t');
/** Texts that are often nearly lists of tags. */
const field = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ',', ' ', '\t', 'W', '/', '*', '1', '23', '\\', 'é') }),
  fc.string({ unit: 'binary' }),
);

const list = (tags: readonly string[], between: string, start: string, end: string) =>
  start + tags.join(between) + end;

describe('If-Match', () => {
  it('reads back every list of tags that were given', () => {
    fc.assert(
      fc.property(versions, separator, edge, edge, (numbers, between, start, end) => {
        const text = list(numbers.map(entityTag), between, start, end);
        expect(parseIfMatch(text)).toEqual(numbers);
      }),
    );
  });

  it('reads the version in a tag that a compressing proxy has rewritten', () => {
    for (const tag of ['W/"7"', '"7-gzip"', 'W/"7-br"', '"7--gzip"', '"7;gzip"', '"7-zstd"']) {
      expect(parseIfMatch(tag)).toEqual([7]);
      expect(matchesIfNoneMatch(tag, 7)).toBe(true);
      expect(matchesIfNoneMatch(tag, 8)).toBe(false);
    }
    for (const tag of [
      '"7-zip"',
      '"7gzip"',
      '"-gzip"',
      'W/7',
      'w/"7"',
      '"07-gzip"',
      '"7-gzip-br"',
    ]) {
      expect(parseIfMatch(tag)).toEqual([]);
      expect(matchesIfNoneMatch(tag, 7)).toBe(false);
    }
  });

  it('matches nothing when one tag of a list is broken', () => {
    fc.assert(
      fc.property(versions, versions, version, (before, after, broken) => {
        const tags = [...before.map(entityTag), String(broken), ...after.map(entityTag)];
        expect(parseIfMatch(tags.join(', '))).toEqual([]);
      }),
    );
  });

  it('means any version only when it is left out or a star, whatever else it is', () => {
    expect(parseIfMatch(undefined)).toBe('any');
    fc.assert(
      fc.property(field, (text) => {
        const precondition = parseIfMatch(text);
        expect(precondition === 'any').toBe(text.trim() === '*');
        for (const number of precondition === 'any' ? [] : precondition) {
          expect(text).toContain(entityTag(number));
        }
      }),
    );
  });

  it('reads a long list in time, however it ends', () => {
    for (const text of [`${'"1",'.repeat(4000)}x`, `${','.repeat(16_000)}x`]) {
      expect(parseIfMatch(text)).toEqual([]);
    }
    expect(parseIfMatch(`"1"${' \t'.repeat(8000)}x`)).toEqual([]);
    expect(parseIfMatch(`${' \t'.repeat(8000)}x`)).toEqual([]);
  });
});

describe('If-None-Match', () => {
  it('knows a tag in any list, weak or strong', () => {
    fc.assert(
      fc.property(versions, fc.boolean(), separator, edge, edge, (numbers, weak, between, a, b) => {
        const tags = numbers.map((number) => `${weak ? 'W/' : ''}${entityTag(number)}`);
        for (const number of numbers) {
          expect(matchesIfNoneMatch(list(tags, between, a, b), number)).toBe(true);
        }
      }),
    );
  });

  it('does not know a tag that is not in the list', () => {
    fc.assert(
      fc.property(versions, version, separator, (numbers, other, between) => {
        fc.pre(!numbers.includes(other));
        const text = list(numbers.map(entityTag), between, '', '');
        expect(matchesIfNoneMatch(text, other)).toBe(false);
      }),
    );
  });

  it('knows nothing when it is left out, and everything when it is a star', () => {
    expect(matchesIfNoneMatch(undefined, 1)).toBe(false);
    expect(matchesIfNoneMatch('*', 1)).toBe(true);
  });

  it('knows a tag in any text only if it is there', () => {
    fc.assert(
      fc.property(field, version, (text, number) => {
        const there = text.trim() === '*' || text.includes(entityTag(number));
        expect(there || !matchesIfNoneMatch(text, number)).toBe(true);
      }),
    );
  });
});
