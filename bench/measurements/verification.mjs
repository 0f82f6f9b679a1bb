import { cells, number, ratio, spread, table } from '../support/figures.mjs';
import { objectIdOf } from '../support/provider.mjs';

/** A few tokens that come again and again. */
const few = 200;

const limit = 'bare `crypto.verify`, key and input prepared (the limit)';
const contenders = [
  { name: limit, verifier: 'bare-crypto', refuses: ['forged'] },
  {
    name: 'no check, only what the bench puts around a guard',
    verifier: 'frame-only',
    refuses: [],
  },
  { name: 'jsonwebtoken alone, which passport-jwt calls', verifier: 'jsonwebtoken' },
  { name: 'this guard, first sight', verifier: 'this-guard', hits: 0, key: 'firstSight' },
  {
    name: 'this guard, memory switched off',
    verifier: 'this-guard',
    options: { verifiedTokens: { maxEntries: 0 } },
    hits: 0,
  },
  {
    name: 'this guard, remembered',
    verifier: 'this-guard',
    tokens: few,
    hits: 1,
    key: 'remembered',
  },
  { name: 'stock passport-jwt + jwks-rsa', verifier: 'stock' },
  { name: 'jose', verifier: 'jose' },
  { name: 'fast-jwt', verifier: 'fast-jwt', options: { cache: false } },
  { name: 'fast-jwt, cached', verifier: 'fast-jwt', options: { cache: 5_000 }, tokens: few },
  { name: 'aws-jwt-verify', verifier: 'aws-jwt-verify' },
];

/** What one verification costs in processor time, whatever thread it is spent on. */
export async function measureVerification(bench) {
  const children = await start(bench);
  const samples = children.map(() => []);
  for (let round = 0; round < bench.rounds; round++) {
    for (const [index, child] of children.entries()) {
      const { microseconds } = await child.ask('measure', { milliseconds: bench.seconds * 1000 });
      samples[index].push(microseconds);
    }
    bench.progress(`verification, round ${round + 1}`);
  }
  for (const [index, child] of children.entries()) {
    await checkMemory(child, contenders[index]);
    await child.stop();
  }
  const [limits] = samples;
  const figures = Object.fromEntries(
    contenders.flatMap(({ key }, index) => (key ? [[key, ratio(samples[index], limits)]] : [])),
  );
  return { markdown: report(samples), figures };
}

async function start(bench) {
  const { provider, wrongTokens, tokensFile, tokens } = bench;
  const children = [];
  for (const contender of contenders) {
    const config = { tokensFile, tokens, options: {}, ...contender };
    const { child } = await bench.startChild('verify.mjs', config, 'server');
    await check(child, contender, await provider.token(7), wrongTokens);
    await child.ask('measure', { milliseconds: 1000 });
    children.push(child);
  }
  return children;
}

async function check(child, { name, refuses }, good, wrongTokens) {
  if ((await child.ask('check', { token: good })) !== objectIdOf(7)) {
    throw new Error(`${name} refuses a good token`);
  }
  for (const kind of refuses ?? Object.keys(wrongTokens)) {
    const subject = await child.ask('check', { token: wrongTokens[kind] });
    if (subject !== null) {
      throw new Error(`${name} accepts a token that is ${kind}`);
    }
  }
}

/** Whether a row measures what its name says. */
async function checkMemory(child, { name, hits: expected }) {
  const counts = await child.ask('rememberedTokens');
  if (!counts || expected === undefined) {
    return;
  }
  const share = counts.hits / Math.max(1, counts.hits + counts.misses);
  if (Math.abs(share - expected) > 0.01) {
    throw new Error(`${name}: ${share} came from memory`);
  }
}

function report(samples) {
  const [limits] = samples;
  return table(
    ['µs of CPU per verification', 'min', 'median', 'max', 'times the limit'],
    contenders.map(({ name }, index) => [
      name,
      ...cells(spread(samples[index])),
      number(ratio(samples[index], limits).median),
    ]),
  );
}
