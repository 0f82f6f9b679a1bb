import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Environment variables, not yet validated. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process and of the `.env` file in the working directory, if there is one. A
 * variable that is set in both has the value of the process. Nothing else in this client reads
 * `process.env`.
 */
export function readEnvironment(): Environment {
  if (existsSync('.env')) {
    loadEnvFile('.env');
  }
  return process.env;
}
