import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Environment variables as they come: every value is text, or missing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process, completed from a `.env` file in the working directory where
 * there is one. Variables that are already set win over the file. No other place in the project
 * reads `process.env`.
 */
export function readEnvironment(): Environment {
  if (existsSync('.env')) {
    loadEnvFile('.env');
  }
  return process.env;
}
