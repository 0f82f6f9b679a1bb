import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from 'test-support';

/** A redis-server of its own, which a test may kill, start again and hold up. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  /** @param options of the command line, on top of those that every test needs */
  static async start(...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, empty, on the same port as before, and waits until it answers. */
  async up(): Promise<void> {
    const options = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      ...this.options,
    ];
    const child = spawn('redis-server', options, { stdio: 'ignore' });
    child.on('error', () => undefined);
    this.#process = child;
    while (!(await this.#answers())) {
      if (child.pid === undefined || child.exitCode !== null) {
        throw new Error('These tests need redis-server (Debian: apt-get install redis-server).');
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Holds it up: connections stay open and are not answered. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write('PING\r\n'));
      socket.on('data', (answer: Buffer) => {
        socket.destroy();
        resolve(/^[+]PONG|^-NOAUTH/.test(answer.toString()));
      });
      socket.on('error', () => resolve(false));
    });
  }
}
