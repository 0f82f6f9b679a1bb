// Builds the package twice from the same sources: ES modules and CommonJS, each with types of its own kind.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const folder = import.meta.dirname;

rmSync(`${folder}/dist`, { recursive: true, force: true });
for (const [kind, type] of [
  ['esm', 'module'],
  ['cjs', 'commonjs'],
]) {
  execFileSync(process.execPath, [tsc, '-p', `${folder}/tsconfig.${kind}.json`], {
    stdio: 'inherit',
  });
  // How Node and TypeScript read the files of the folder.
  writeFileSync(`${folder}/dist/${kind}/package.json`, `${JSON.stringify({ type })}\n`);
}
