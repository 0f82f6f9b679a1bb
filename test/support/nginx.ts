import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An nginx of its own, in the foreground, with everything it writes in a folder of its own. */
export class Nginx {
  private constructor(
    private readonly process: ChildProcess,
    private readonly directory: string,
  ) {}

  /** @param servers what stands in the `http` block */
  static async start(servers: string): Promise<Nginx> {
    if (spawnSync('nginx', ['-v']).error) {
      throw new Error('These tests need nginx (Debian: apt-get install nginx).');
    }
    const directory = mkdtempSync(join(tmpdir(), 'tasks-api-nginx-'));
    const file = join(directory, 'nginx.conf');
    const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${directory}/${name};`,
    );
    writeFileSync(
      file,
      `daemon off; master_process off; pid ${directory}/pid; error_log stderr;
       events {}
       http { access_log off; ${bodies.join(' ')} ${servers} }`,
    );
    const child = spawn('nginx', ['-c', file, '-e', 'stderr'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    const port = /listen [\d.]+:(\d+)/.exec(servers)?.[1];
    while (!(await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined))) {
      if (child.exitCode !== null) {
        throw new Error(complaints);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return new Nginx(child, directory);
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await exited;
    rmSync(this.directory, { recursive: true });
  }
}
