import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

/** The child processes of `npm run dev`. They are stopped together. */
export class ChildProcesses {
  #running = new Set();
  #stopping = false;

  /**
   * Compiles a project and goes on to compile what changes. Resolves after the first compilation.
   *
   * @param {(name: string, line: string) => void} onError gets each error of the compiler
   * @throws {Error} when the compiler ends
   */
  compile(name, project, onError) {
    const child = this.#spawn([tsc, '-p', project, '--watch', '--preserveWatchOutput']);
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => {
        if (!this.#stopping) {
          reject(new Error(`The compiler of ${project} ended with ${code}.`));
        }
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (/error TS/.test(line)) {
          onError(name, line);
        }
        if (/Watching for file changes/.test(line)) {
          resolve();
        }
      });
    });
  }

  /** Runs a program and restarts it when one of its files changes, unless it watches its files itself. */
  run(main, { watchesItself = false, ...options } = {}) {
    const watch = watchesItself ? [] : ['--watch', '--watch-preserve-output'];
    return this.#spawn([...watch, ...main], options);
  }

  /** Stops every process and waits until all have ended. */
  async stop() {
    this.#stopping = true;
    const children = [...this.#running];
    const ends = children.map((child) => once(child, 'exit'));
    for (const child of children) {
      child.kill('SIGTERM');
    }
    await Promise.all(ends);
  }

  #spawn(args, { env = {}, cwd, stdio = ['ignore', 'pipe', 'pipe'] } = {}) {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, cwd, stdio });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }
}
