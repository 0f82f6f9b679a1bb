import { createSecretKey } from 'node:crypto';
import type { Caller } from './caller.js';
import { TokenMemory } from './token-memory.js';

const signingKey = { kid: 'key', key: createSecretKey(Buffer.alloc(32)), issuer: undefined };
const minute = 60_000;

function memoryOf(rememberedTokens: { maxEntries?: number; maxTokenLength?: number } = {}) {
  return new TokenMemory({
    realm: 'test',
    audience: 'test',
    token: { kind: 'b2c', policies: [] },
    clockSkewSeconds: 60,
    rememberedTokens,
  });
}

/** Has a memory remember a token that stands for an hour. */
function remember(memory: TokenMemory, rawToken: string): void {
  const expiresAt = Date.now() / 1000 + 3600;
  const verifiedWith = { signingKey, source: { known: () => signingKey } };
  const digest = memory.digestOf(rawToken);
  if (digest === undefined) return;
  memory.remember(digest, { expiresAt } as Caller, { exp: expiresAt }, verifiedWith);
}

afterEach(() => jest.useRealTimers());

it('keeps no more tokens than it may, and lets go of the one not used for longest', () => {
  const memory = memoryOf({ maxEntries: 2 });
  for (const token of ['a', 'b']) remember(memory, token);
  expect(memory.recall(memory.digestOf('a'))).toBeDefined();
  remember(memory, 'c');
  expect(
    ['a', 'b', 'c'].map((token) => memory.recall(memory.digestOf(token)) !== undefined),
  ).toEqual([true, false, true]);
  expect(memory.counts()).toEqual({ entries: 2, hits: 3, misses: 1, evictions: 1 });
});

it('does not keep a token that is too long', () => {
  const memory = memoryOf();
  remember(memory, 'x'.repeat(8 * 1024));
  remember(memory, 'y'.repeat(8 * 1024 + 1));
  expect(memory.counts().entries).toBe(1);
});

it('keeps nothing when it is switched off', () => {
  const memory = memoryOf({ maxEntries: 0 });
  remember(memory, 'a');
  expect(memory.recall(memory.digestOf('a'))).toBeUndefined();
  expect(memory.counts()).toEqual({ entries: 0, hits: 0, misses: 0, evictions: 0 });
});

it('forgets a token after five minutes, however often it is used', () => {
  jest.useFakeTimers();
  const memory = memoryOf();
  remember(memory, 'a');
  for (let time = 0; time < 4; time++) {
    jest.advanceTimersByTime(minute);
    expect(memory.recall(memory.digestOf('a'))).toBeDefined();
  }
  jest.advanceTimersByTime(minute + 1);
  expect(memory.recall(memory.digestOf('a'))).toBeUndefined();
});
