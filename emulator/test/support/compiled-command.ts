import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

const packageFolder = join(__dirname, '..', '..');

/** The command compiled into a folder of its own, so that tests need no build. */
export async function compileCommand(): Promise<{ cli: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'b2c-command-'));
  const source = join(packageFolder, 'src');
  const files = await readdir(source, { recursive: true });
  await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map(async (file) => {
        const target = join(folder, file.replace(/\.ts$/, '.js'));
        const { code } = await transformFile(join(source, file), {
          jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
          module: { type: 'es6' },
          swcrc: false,
        });
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, code);
      }),
  );
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await symlink(nodeModules(), join(folder, 'node_modules'));
  return { cli: join(folder, 'cli', 'main.js'), remove: () => rm(folder, { recursive: true }) };
}

/** What a process wrote and how it ended. */
export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a script with Node until it ends. */
export async function runNode(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  const child = startNode(args, env);
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}

/** Starts a script with Node. */
export function startNode(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

// Where the package manager put the dependencies: here, or in the workspace above.
function nodeModules(): string {
  return join(dirname(require.resolve('zod/package.json')), '..');
}
