import fc from 'fast-check';
import { parseCompactJws } from './compact-jws.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = Buffer.alloc(256, 1).toString('base64url');
const jsonObject = fc.dictionary(fc.string(), fc.jsonValue());

it('reads back every header and all claims that JSON can hold', () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, (header, claims) => {
      const token = parseCompactJws(`${encode(header)}.${encode(claims)}.${signature}`);
      expect(token).toEqual({
        header: JSON.parse(JSON.stringify(header)) as unknown,
        claims: JSON.parse(JSON.stringify(claims)) as unknown,
      });
    }),
  );
});

it('answers any text with a token or a fault, and never throws', () => {
  const part = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.jsonValue().map(encode),
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const result = parseCompactJws(parts.join('.'));
      expect(['string', 'object']).toContain(typeof result);
      expect(typeof result === 'object' && parts.join('.').split('.').length !== 3).toBe(false);
    }),
  );
});

it('refuses every token that spells a name twice in one object, however it is escaped', () => {
  const escaped = (name: string) =>
    Array.from(name, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(name, fc.jsonValue(), fc.jsonValue(), fc.boolean(), (key, one, two, hide) => {
      const second = hide ? escaped(key) : key;
      const text = `{"${key}":${JSON.stringify(one)},"${second}":${JSON.stringify(two)}}`;
      const part = Buffer.from(text).toString('base64url');
      expect(parseCompactJws(`${part}.${encode({})}.${signature}`)).toBe('token_malformed');
      expect(parseCompactJws(`${encode({})}.${part}.${signature}`)).toBe('token_malformed');
    }),
  );
});
