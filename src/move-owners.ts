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
    resources: {
      tables: resources.flatMap(({ tables }) => tables),
      counted: resources.flatMap(({ counted = [] }) => counted),
    },
    write: (text) => process.stdout.write(text),
    ...(process.stderr.isTTY && { writeProgress: (text) => void process.stderr.write(text) }),
  });
}

exitOnOldNode();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
