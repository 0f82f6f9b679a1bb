import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that does one part of a measurement on a core of its own, and answers questions. */
export class WorkerProcess {
  #process;

  constructor(child) {
    this.#process = child;
  }

  /**
   * Starts a script of this folder and waits until it is ready.
   *
   * @param {string} script its path within bench/
   * @param {object} config handed to the script as JSON
   * @param {{ core?: number, nodeArguments?: string[] }} options
   * @returns {Promise<{ child: WorkerProcess, ready: any }>} `ready` is what the script says of itself
   */
  static async start(script, config, { core, nodeArguments = [] } = {}) {
    const file = fileURLToPath(new URL(`../${script}`, import.meta.url));
    const node = [process.execPath, ...nodeArguments, file, JSON.stringify(config)];
    const [command, ...rest] =
      core === undefined ? node : ['taskset', '--cpu-list', String(core), ...node];
    const child = new WorkerProcess(
      spawn(command, rest, {
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    return { child, ready: await child.#answerTo(script) };
  }

  /** Asks one question at a time. */
  async ask(question, details = {}) {
    this.#process.send({ question, details });
    return this.#answerTo(question);
  }

  async stop() {
    const exited = once(this.#process, 'exit');
    this.#process.send({ question: 'stop' });
    await exited;
  }

  async #answerTo(question) {
    const settled = new AbortController();
    const { signal } = settled;
    try {
      const { answer, error } = await Promise.race([
        once(this.#process, 'message', { signal }).then(([message]) => message),
        once(this.#process, 'exit', { signal }).then(([code]) => ({ error: `exit code ${code}` })),
      ]);
      if (error) {
        throw new Error(`${question}: ${error}`);
      }
      return answer;
    } finally {
      // Lets go of the listener that lost the race.
      settled.abort();
    }
  }
}

/** The configuration that the parent process started this one with. */
export function readConfig() {
  return JSON.parse(process.argv[2]);
}

/**
 * The other side of a {@link WorkerProcess}: says that it is ready, then answers questions until told to stop.
 *
 * @param {unknown} ready what to say of itself
 * @param {Record<string, (details: any) => unknown>} answers by question
 */
export function answerParent(ready, answers) {
  const answer = async (question, details) => {
    try {
      process.send({ answer: await answers[question](details) });
    } catch (error) {
      process.send({ error: error.stack });
    }
  };
  process.on('message', ({ question, details }) => {
    if (question === 'stop') {
      process.exit();
    }
    void answer(question, details);
  });
  // A parent that is gone has no more questions.
  process.on('disconnect', () => process.exit());
  process.send({ answer: ready });
}
