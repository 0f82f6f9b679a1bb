import { exitOnOldNode } from './node-version.js';

/** Checks this environment, or with `--local` that of `npm run dev`, against the services as they are. */
async function main(): Promise<void> {
  const { commandEnvironment } = await import('./command-environment.js');
  const { runDoctor } = await import('./doctor/index.js');
  const { storage } = await import('./resources.js');
  process.exitCode = await runDoctor({
    ...(await commandEnvironment(process.argv.slice(2))),
    storage,
    terminal: process.stdout.isTTY,
    write: (text) => process.stdout.write(text),
  });
}

exitOnOldNode();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
