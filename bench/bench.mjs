import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerProcess } from './support/worker.mjs';
import { pickCores } from './support/machine.mjs';
import { Provider } from './support/provider.mjs';
import { writeTokens, wrongTokens } from './support/tokens.mjs';

/**
 * Two things that V8 does by default make figures a matter of chance, so every process that is
 * measured does without them. Threads that collect garbage fight with the one that works when there
 * is a single core. And objects that V8 guesses will live long go where collecting them is dear; it
 * guesses anew in each process, and with requests it often guesses wrong.
 */
const steadyMemory = ['--single-threaded-gc', '--no-allocation-site-pretenuring'];

/** What the measurements have in common: a provider, tokens, a process that makes load, a folder. */
export class Bench {
  #directory = mkdtempSync(join(tmpdir(), 'tasks-api-bench-'));

  /**
   * @param {object} options
   * @param {number} options.rounds
   * @param {number} options.seconds of each measurement of each round
   * @param {number} options.tokens distinct ones: more than the API remembers, so that going round
   *   all of them never meets one that is remembered
   * @param {boolean} [options.v8Defaults] leaves V8 as it is
   */
  static async start({ rounds, seconds, tokens, v8Defaults = false }) {
    const bench = new Bench();
    bench.rounds = rounds;
    bench.seconds = seconds;
    bench.tokens = tokens;
    bench.cores = pickCores();
    bench.v8Defaults = v8Defaults;
    bench.provider = await Provider.start();
    bench.wrongTokens = await wrongTokens(bench.provider);
    bench.tokensFile = join(bench.#directory, 'tokens');
    bench.progress(`signing ${tokens} tokens`);
    writeTokens(bench.tokensFile, await bench.provider.tokens(tokens));
    const { tokensFile } = bench;
    bench.load = (await bench.startChild('load.mjs', { tokensFile }, 'load')).child;
    return bench;
  }

  /**
   * Starts a process on its core.
   *
   * @param {string} script
   * @param {object} config
   * @param {'server' | 'load'} place
   * @param {string[]} [nodeArguments]
   */
  startChild(script, config, place, nodeArguments = []) {
    return WorkerProcess.start(
      script,
      { provider: this.provider.facts, ...config },
      {
        core: this.cores?.[place],
        nodeArguments: [...(this.v8Defaults ? [] : steadyMemory), ...nodeArguments],
      },
    );
  }

  /** A folder for one database. */
  makeDirectory() {
    return mkdtempSync(join(this.#directory, 'data-'));
  }

  progress(text) {
    process.stderr.write(`${text}\n`);
  }

  async close() {
    await this.load.stop();
    this.provider.close();
    rmSync(this.#directory, { recursive: true });
  }
}
