import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exitOnOldNode } from './node-version.js';

/** Writes what `/openapi.json` serves to a file, without listening, fetching or opening a database. */
async function main(path = 'openapi.json'): Promise<void> {
  const { createApp } = await import('./app.js');
  const { parseSettings, readEnvironment } = await import('./config/index.js');
  const { createLogger } = await import('./logging/index.js');
  try {
    const { document } = await createApp(parseSettings(readEnvironment()), createLogger('warn'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

exitOnOldNode();
void main(process.argv[2]);
