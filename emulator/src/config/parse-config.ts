import type { z } from 'zod';
import { configSchema, type EmulatorConfig } from './config.schema.js';
import { defaultConfig } from './default.config.js';

/** The configuration cannot be used; the message names every fault by its path. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(
      ['The emulator configuration has faults:', ...faults.map((fault) => `  ${fault}`)].join('\n'),
    );
  }
}

/**
 * Checks a configuration and fills in what was left out.
 *
 * @param input - any part of a configuration; missing top-level parts come from the default configuration
 * @throws ConfigError naming every fault
 */
export function parseConfig(input: unknown = {}): EmulatorConfig {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ConfigError(['(top level): expected an object']);
  }
  const result = configSchema.safeParse({ ...defaultConfig, ...input });
  if (!result.success) {
    throw new ConfigError(result.error.issues.map(describe));
  }
  return result.data;
}

function describe({ path, message }: z.core.$ZodIssue): string {
  const where = path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`,
    '',
  );
  return `${where || '(top level)'}: ${message}`;
}
