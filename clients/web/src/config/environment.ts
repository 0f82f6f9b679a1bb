import type { ConfigurationFault } from './configuration.error.js';
import { readDotenvFile } from './dotenv-file.js';

/** Environment variables, not yet validated. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process and of the `.env` file in the working directory, if there is one. A
 * variable that is set in both has the value of the process. Nothing else in this client reads
 * `process.env`.
 */
export function readEnvironment(): {
  readonly environment: Environment;
  /** Of the file; with any of them the environment is not complete, and must not be used. */
  readonly faults: readonly ConfigurationFault[];
} {
  const { values, faults } = readDotenvFile('.env');
  return { environment: { ...values, ...process.env }, faults };
}
