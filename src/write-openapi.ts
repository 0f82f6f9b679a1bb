import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createApp } from './app.js';
import { parseSettings, readEnvironment } from './config/index.js';
import { createLog } from './logging/index.js';

/** Writes what `/openapi.json` serves to a file, without listening, fetching or opening a database. */
const [path = 'openapi.json'] = process.argv.slice(2);
try {
  const { document } = await createApp(parseSettings(readEnvironment()), createLog('warn'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
