import { createSecretKey } from 'node:crypto';
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

/** A text that reads as the token of somebody. */
function tokenOf(sub: string): string {
  return `header.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.signature`;
}

/** Has a memory remember a token that stands for an hour. */
function remember(memory: TokenMemory, token: string): void {
  const claims = { exp: Math.floor(Date.now() / 1000) + 3600 };
  memory.remember(memory.present(token), claims, {
    signingKey,
    source: { known: () => signingKey },
  });
}

/** Who is known by a token, if anybody. */
function recall(memory: TokenMemory, token: string): string | undefined {
  return memory.recall(memory.present(token))?.subject;
}

afterEach(() => jest.useRealTimers());

it('keeps no more tokens than it may, and lets go of the one not used for longest', () => {
  const memory = memoryOf({ maxEntries: 2 });
  for (const name of ['a', 'b']) remember(memory, tokenOf(name));
  expect(recall(memory, tokenOf('a'))).toBe('a');
  remember(memory, tokenOf('c'));
  expect(['a', 'b', 'c'].map((name) => recall(memory, tokenOf(name)))).toEqual([
    'a',
    undefined,
    'c',
  ]);
  expect(memory.counts()).toEqual({ entries: 2, hits: 3, misses: 1, evictions: 1 });
});

it('reads who is calling once, however often the token comes', () => {
  const memory = memoryOf();
  const presented = memory.present(tokenOf('a'));
  remember(memory, presented.token);
  expect(memory.recall(presented)).toBe(memory.recall(presented));
});

it('does not keep a token that is too long', () => {
  const memory = memoryOf();
  remember(memory, 'x'.repeat(8 * 1024));
  remember(memory, 'y'.repeat(8 * 1024 + 1));
  expect(memory.counts().entries).toBe(1);
});

it('keeps nothing when it is switched off', () => {
  const memory = memoryOf({ maxEntries: 0 });
  remember(memory, tokenOf('a'));
  expect(recall(memory, tokenOf('a'))).toBeUndefined();
  expect(memory.counts()).toEqual({ entries: 0, hits: 0, misses: 0, evictions: 0 });
});

it('forgets a token after five minutes, however often it is used', () => {
  jest.useFakeTimers();
  const memory = memoryOf();
  remember(memory, tokenOf('a'));
  for (let time = 0; time < 4; time++) {
    jest.advanceTimersByTime(minute);
    expect(recall(memory, tokenOf('a'))).toBe('a');
  }
  jest.advanceTimersByTime(minute + 1);
  expect(recall(memory, tokenOf('a'))).toBeUndefined();
});
