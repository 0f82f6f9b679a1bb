import { readDotenvFile } from './dotenv-file.js';

/** Environment variables as they come: every value is text, or missing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process, completed from a `.env` file in the working directory where
 * there is one. Variables that are already set win over the file. No other place in the program
 * reads `process.env`.
 *
 * @throws {ConfigurationError} when the file cannot be understood
 */
export function readEnvironment(): Environment {
  for (const [name, value] of Object.entries(readDotenvFile('.env'))) {
    process.env[name] ??= value;
  }
  return process.env;
}
