import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from 'test-support';

const builtMain = join(__dirname, '../../dist/main.js');

/** The built output as its own process, as an operator runs it: environment variables and nothing else. */
export class BuiltApi {
  #output = '';
  readonly #exited: Promise<number | null>;

  private constructor(
    private readonly process: ChildProcess,
    readonly origin: string,
  ) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
    this.#exited = once(process, 'exit').then(([code]) => code as number | null);
  }

  static async start(
    environment: Readonly<Record<string, string>>,
    main = builtMain,
  ): Promise<BuiltApi> {
    const port = await freePort();
    const child = spawn(process.execPath, [main], {
      env: { PORT: String(port), HOST: '127.0.0.1', ...environment },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new BuiltApi(child, `http://127.0.0.1:${port}`);
  }

  /** Everything it has written so far, to both of its outputs. */
  get output(): string {
    return this.#output;
  }

  /** Waits until it answers an address with a status. */
  async until(path: string, status: number): Promise<void> {
    for (;;) {
      const answer = await fetch(this.origin + path).catch(() => undefined);
      if (answer?.status === status) {
        return;
      }
      if (this.process.exitCode !== null) {
        throw new Error(this.#output);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits until its log holds a text. */
  async untilLogged(text: string): Promise<void> {
    while (!this.#output.includes(text)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** The exit status; null when a signal ended it. */
  exit(): Promise<number | null> {
    return this.#exited;
  }
}
