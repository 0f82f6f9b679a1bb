import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

/** The processes that belong to one run. They end together. */
export class Children {
  #running = new Set();

  /** Compiles a project and goes on compiling what changes. Resolves after the first time. */
  compile(name, project) {
    const child = this.#spawn([tsc, '-p', project, '--watch', '--preserveWatchOutput']);
    return new Promise((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (/error TS/.test(line)) process.stdout.write(`[${name}] ${line}\n`);
        if (/Watching for file changes/.test(line)) resolve();
      });
    });
  }

  /** Runs a program and, unless it does so itself, starts it anew whenever one of its files changes. */
  run(main, env, { stdio, watchesItself = false } = {}) {
    const watch = watchesItself ? [] : ['--watch', '--watch-preserve-output'];
    return this.#spawn([...watch, ...main], env, stdio);
  }

  /** Ends every process and waits until they are gone. */
  async stop() {
    const children = [...this.#running];
    const ends = children.map((child) => once(child, 'exit'));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ends);
  }

  #spawn(args, env = {}, stdio = ['ignore', 'pipe', 'inherit']) {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }
}
