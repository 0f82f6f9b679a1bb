import { readEnvironment } from './config/index.js';
import { runDoctor } from './doctor/index.js';
import { storage } from './resources.js';

/** Checks this environment against the provider, the database and Redis as they are. */
process.exitCode = await runDoctor({
  args: process.argv.slice(2),
  environment: readEnvironment(),
  storage,
  terminal: process.stdout.isTTY,
  write: (text) => process.stdout.write(text),
});
