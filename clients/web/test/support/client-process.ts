import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(__dirname, '../../dist/main.js');

/** The built client in a process of its own, with nothing but environment variables. */
export class ClientProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly origin: string,
  ) {}

  /** @throws {Error} with its output when it exits instead of listening */
  static async start(environment: Readonly<Record<string, string>>): Promise<ClientProcess> {
    const child = spawn(process.execPath, [main], {
      env: environment,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const client = new ClientProcess(child, `http://localhost:${environment['PORT']}`);
    while (!(await answers(client.origin))) {
      if (child.exitCode !== null) {
        throw new Error(output);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return client;
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
  }
}

async function answers(origin: string): Promise<boolean> {
  return fetch(origin).then(
    ({ ok }) => ok,
    () => false,
  );
}
