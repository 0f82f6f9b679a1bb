#!/usr/bin/env node
// Committed, so that `npm ci` links the command before anything was built. In a checkout it compiles
// the emulator at the first call; the published package contains dist.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 22) {
  process.stderr.write(`b2c-emulator needs Node 22 or newer, this is ${process.version}\n`);
  process.exit(1);
}

const command = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(command)) {
  process.stderr.write('[local emulator] compiling, this takes a few seconds\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('[local emulator] run "npm ci" and "npm run build -w emulator" first\n');
    process.exit(1);
  }
}
await import(command.href);
