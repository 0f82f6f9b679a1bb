import { exitOnOldNode } from './node-version.js';

/** Checks this environment against the provider, the database and Redis as they are. */
async function main(): Promise<void> {
  const { readEnvironment } = await import('./config/index.js');
  const { runDoctor } = await import('./doctor/index.js');
  const { storage } = await import('./resources.js');
  process.exitCode = await runDoctor({
    args: process.argv.slice(2),
    readEnvironment,
    storage,
    terminal: process.stdout.isTTY,
    write: (text) => process.stdout.write(text),
  });
}

exitOnOldNode();
void main();
