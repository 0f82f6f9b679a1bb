import { exitOnOldNode } from './node-version.js';

/** Gives what belongs to one owner to another one, in the database of this environment. */
async function main(): Promise<void> {
  const { readEnvironment } = await import('./config/index.js');
  const { runOwnersMove } = await import('./owners/index.js');
  const { resources, storage } = await import('./resources.js');
  process.exitCode = await runOwnersMove({
    args: process.argv.slice(2),
    environment: readEnvironment(),
    storage,
    tables: resources.flatMap(({ tables }) => tables),
    write: (text) => process.stdout.write(text),
  });
}

exitOnOldNode();
void main();
