import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What is sampled of a process, by the names of its metrics. */
const sampled = {
  heap: 'nodejs_heap_size_used_bytes',
  rss: 'process_resident_memory_bytes',
  handles: 'nodejs_active_resources_total',
  files: 'process_open_fds',
};

/** The built API as a process of its own, which can be killed and started again. */
export class ApiProcess {
  #child;

  constructor(name, { port, metricsPort, environment, logFile }) {
    this.name = name;
    this.origin = `http://127.0.0.1:${port}`;
    this.metrics = `http://127.0.0.1:${metricsPort}/metrics`;
    this.environment = { PORT: String(port), METRICS_PORT: String(metricsPort), ...environment };
    this.log = createWriteStream(logFile);
  }

  start() {
    // Old objects are collected early, so that samples of the heap show what stays.
    this.#child = spawn(process.execPath, ['--max-semi-space-size=8', main], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        ...this.environment,
      },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.pipe(this.log, { end: false });
    }
  }

  /** Ends it with a signal, and waits until it has ended. Returns its exit status. */
  async end(signal) {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) {
      return child.exitCode;
    }
    const exited = once(child, 'exit');
    child.kill(signal);
    const [status] = await exited;
    return status;
  }

  get ended() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async isReady() {
    const answer = await fetch(`${this.origin}/health/ready`, {
      signal: AbortSignal.timeout(3_000),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.status === 200;
  }

  async untilReady() {
    for (const end = Date.now() + 60_000; !(await this.isReady());) {
      if (Date.now() > end) {
        throw new Error(`${this.name} does not become ready`);
      }
      await sleep(50);
    }
  }

  /** Its figures now; undefined while it does not answer. */
  async sample() {
    const answer = await fetch(this.metrics, { signal: AbortSignal.timeout(3_000) }).catch(
      () => undefined,
    );
    const text = await answer?.text();
    if (text === undefined) {
      return undefined;
    }
    return Object.fromEntries(
      Object.entries(sampled).map(([name, metric]) => [
        name,
        Number(new RegExp(`^${metric} (.+)$`, 'm').exec(text)?.[1]),
      ]),
    );
  }
}
