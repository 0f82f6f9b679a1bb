import { createSecretKey } from 'node:crypto';
import { tokenRules } from './access-token.checks.js';
import { VerifiedTokenCache } from './verified-token.cache.js';

const signingKey = { kid: 'key', key: createSecretKey(Buffer.alloc(32)), issuer: undefined };
const rules = tokenRules(
  { clockSkewSeconds: 60 },
  { name: 'b2c', audience: 'test', kind: 'b2c', policies: [] },
);
const minute = 60_000;

function cacheOf(verifiedTokens: { maxEntries?: number; maxTokenLength?: number } = {}) {
  return new VerifiedTokenCache({
    realm: 'test',
    providers: [],
    clockSkewSeconds: 60,
    verifiedTokens,
  });
}

/** A text that reads as the token of somebody. */
function tokenOf(sub: string): string {
  return `header.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.signature`;
}

/** Has a cache keep a token that is valid for an hour. */
function keep(cache: VerifiedTokenCache, token: string): void {
  const claims = { exp: Math.floor(Date.now() / 1000) + 3600 };
  cache.set(cache.present(token), claims, {
    signingKey,
    keySet: { get: () => signingKey },
    rules,
  });
}

/** Who is known by a token, if anybody. */
function subjectOf(cache: VerifiedTokenCache, token: string): string | undefined {
  return cache.get(cache.present(token))?.subject;
}

afterEach(() => jest.useRealTimers());

it('keeps no more tokens than it may, and lets go of the one not used for longest', () => {
  const cache = cacheOf({ maxEntries: 2 });
  for (const name of ['a', 'b']) {
    keep(cache, tokenOf(name));
  }
  expect(subjectOf(cache, tokenOf('a'))).toBe('a');
  keep(cache, tokenOf('c'));
  expect(['a', 'b', 'c'].map((name) => subjectOf(cache, tokenOf(name)))).toEqual([
    'a',
    undefined,
    'c',
  ]);
  expect(cache.counts()).toEqual({ entries: 2, hits: 3, misses: 1, evictions: 1 });
});

it('reads who is calling once, however often the token comes', () => {
  const cache = cacheOf();
  const presented = cache.present(tokenOf('a'));
  keep(cache, presented.token);
  expect(cache.get(presented)).toBe(cache.get(presented));
});

it('does not keep a token that is too long', () => {
  const cache = cacheOf();
  keep(cache, 'x'.repeat(8 * 1024));
  keep(cache, 'y'.repeat(8 * 1024 + 1));
  expect(cache.counts().entries).toBe(1);
});

it('keeps nothing when it is switched off', () => {
  const cache = cacheOf({ maxEntries: 0 });
  keep(cache, tokenOf('a'));
  expect(subjectOf(cache, tokenOf('a'))).toBeUndefined();
  expect(cache.counts()).toEqual({ entries: 0, hits: 0, misses: 0, evictions: 0 });
});

it('forgets a token after five minutes, however often it is used', () => {
  jest.useFakeTimers();
  const cache = cacheOf();
  keep(cache, tokenOf('a'));
  for (let time = 0; time < 4; time++) {
    jest.advanceTimersByTime(minute);
    expect(subjectOf(cache, tokenOf('a'))).toBe('a');
  }
  jest.advanceTimersByTime(minute + 1);
  expect(subjectOf(cache, tokenOf('a'))).toBeUndefined();
});
