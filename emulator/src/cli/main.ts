#!/usr/bin/env node
import { run } from './run.js';

const outcome = await run(process.argv.slice(2), {
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});

if ('running' in outcome) {
  const { running } = outcome;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void running.close().then(() => process.exit(0)));
  }
} else {
  process.exitCode = outcome.status;
}
