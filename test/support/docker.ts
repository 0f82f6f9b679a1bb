import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs the client of Docker and returns what it prints. Both of its outputs: `docker logs` uses both. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run('docker', args, { maxBuffer: 64_000_000 });
  return stdout + stderr;
}

/** A container on the network of this machine. */
export class Container {
  private constructor(readonly name: string) {}

  /** @param options of `docker run`, then the image and its arguments */
  static async start(
    environment: Readonly<Record<string, string>>,
    ...options: string[]
  ): Promise<Container> {
    const container = new Container(`tasks-api-test-${randomUUID()}`);
    const variables = Object.entries(environment).flatMap(([name, value]) => [
      '--env',
      `${name}=${value}`,
    ]);
    const fixed = ['run', '--detach', '--name', container.name, '--network', 'host'];
    await docker(...fixed, ...variables, ...options);
    return container;
  }

  logs(): Promise<string> {
    return docker('logs', this.name);
  }

  /** Runs a program of the image beside the one that the container was started with. */
  exec(...command: string[]): Promise<string> {
    return docker('exec', this.name, ...command);
  }

  async inspect(format: string): Promise<string> {
    return (await docker('inspect', '--format', format, this.name)).trim();
  }

  /** Waits until a text is in the log, or `state` has that value. */
  async until(format: string, value: string): Promise<void> {
    while ((await this.inspect(format)) !== value) {
      if ((await this.inspect('{{.State.Status}}')) === 'exited' && value !== 'exited') {
        throw new Error(await this.logs());
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async remove(): Promise<void> {
    await docker('rm', '--force', this.name);
  }
}
