// Fails when what a browser has to load has grown too large.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 250_000;
const folder = new URL('../dist', import.meta.url).pathname;
const size = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => gzipSync(readFileSync(join(entry.parentPath, entry.name))).length)
  .reduce((sum, length) => sum + length, 0);
process.stdout.write(`${(size / 1000).toFixed(1)} kB gzipped, of ${limit / 1000} kB at most\n`);
process.exitCode = size > limit ? 1 : 0;
