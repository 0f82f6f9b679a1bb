import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerParent, readConfig } from './support/worker.mjs';
import { credentialsOf, readTokens } from './support/tokens.mjs';

/**
 * One of the verifiers, a process for itself. A verifier is a module with a function `createVerifier`.
 *
 * @typedef {object} Verifier
 * @property {(credentials: Buffer) => unknown} [prepare] done before measuring; left out, nothing is
 * @property {(prepared: any) => string | Promise<string>} verify
 *   the subject of the token; throws for one that is no good
 * @property {() => { hits: number, misses: number }} [rememberedTokens]
 */

/** After so many verifications the event loop turns, as it does in a busy server. */
const batch = 20;

const config = readConfig();
const { createVerifier } = await import(`./verifiers/${config.verifier}.mjs`);
/** @type {Verifier} */
const verifier = await createVerifier(config.provider, config.options);
const prepare = (token) => {
  const credentials = credentialsOf(token);
  return verifier.prepare ? verifier.prepare(credentials) : credentials;
};
const tokens = readTokens(config.tokensFile, config.tokens).map(prepare);
let next = 0;

/** Goes on where it stopped, so that a token comes round again only after all the others. */
async function measure({ milliseconds }) {
  const end = performance.now() + milliseconds;
  const before = process.cpuUsage();
  let verified = 0;
  while (performance.now() < end) {
    for (let index = 0; index < batch; index++) {
      await verifier.verify(tokens[next]);
      next = (next + 1) % tokens.length;
    }
    verified += batch;
    await nextTurn();
  }
  const { user, system } = process.cpuUsage(before);
  return { microseconds: (user + system) / verified, verified };
}

answerParent(undefined, {
  /** The subject of a token, or null when it is refused. */
  check: async ({ token }) => {
    try {
      return await verifier.verify(prepare(token));
    } catch {
      return null;
    }
  },
  measure,
  rememberedTokens: () => verifier.rememberedTokens?.() ?? null,
});
