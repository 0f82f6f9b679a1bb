import type { Environment } from './config/index.js';

/** What a command was called with. */
export interface CommandEnvironment {
  /** @throws {ConfigurationError} when a `.env` file cannot be read */
  readonly readEnvironment: () => Environment;
  /** The arguments without `--local` and, beside it, `--migration`. */
  readonly args: readonly string[];
}

/**
 * The environment that a command examines: that of the process or, with `--local`, that of a running
 * `npm run dev`; with `--local --migration` that of `npm run dev -- --migration`. These are in `dev/`,
 * which is not part of what ships to production.
 *
 * @throws {Error} when `--local` is given outside a checkout
 */
export async function commandEnvironment(argv: readonly string[]): Promise<CommandEnvironment> {
  const { readEnvironment } = await import('./config/index.js');
  if (!argv.includes('--local')) {
    return { readEnvironment, args: argv };
  }
  const migration = argv.includes('--migration');
  const args = argv.filter((arg) => arg !== '--local' && arg !== '--migration');
  const path = new URL('../dev/api-environment.mjs', import.meta.url).href;
  const { apiEnvironment } = (await import(path).catch(() => {
    throw new Error('--local works in a checkout only, after npm run dev has compiled it once.');
  })) as { readonly apiEnvironment: (how: { readonly migration: boolean }) => Environment };
  return { readEnvironment: () => apiEnvironment({ migration }), args };
}
