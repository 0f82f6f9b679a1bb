import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const packageFolder = join(__dirname, '../../../../src/auth');

/** The packed package. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly string[];
  /** In bytes: of the tarball, and of what is in it. */
  readonly size: number;
  readonly unpackedSize: number;
}

/** Packs the package, as `npm publish` would, into a folder of its own. */
export async function pack(): Promise<Tarball> {
  const folder = await mkdtemp(join(tmpdir(), 'nestjs-azure-auth-'));
  // By itself: where npm is told to ignore scripts, as in this checkout, it would pack an older build.
  await run(process.execPath, [join(packageFolder, 'build.mjs')]);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: packageFolder,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as {
    readonly filename: string;
    readonly size: number;
    readonly unpackedSize: number;
    readonly files: readonly { readonly path: string }[];
  }[];
  if (!packed) {
    throw new Error('npm pack made nothing');
  }
  const { filename, size, unpackedSize, files } = packed;
  return { path: join(folder, filename), files: files.map(({ path }) => path), size, unpackedSize };
}

/** Removes the tarball and its folder. */
export function remove({ path }: Tarball): Promise<void> {
  return rm(join(path, '..'), { recursive: true });
}

/** The code of the packed README, by the file that each block names behind its language. */
export async function readmeBlocks({ path }: Tarball): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await run('tar', ['-xzOf', path, 'package/README.md']);
  return new Map(
    Array.from(stdout.matchAll(/^```(?:ts|js) (\S+)\n(.*?)^```$/gms), ([, file, code]) => [
      file ?? '',
      code ?? '',
    ]),
  );
}
