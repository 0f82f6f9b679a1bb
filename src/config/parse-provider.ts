import type { ConfigurationFault } from './configuration.error.js';
import type { Environment } from './environment.js';
import {
  examples,
  ownVariables,
  providerFormsSchema,
  providerSchema,
  type ProviderEnvironment,
} from './environment.schema.js';
import type { ProviderSet } from './provider-sets.js';
import { providerSettings } from './provider-endpoints.js';
import type { ProviderSettings } from './settings.js';
import { isLoopbackHttp } from './variables.js';

/** The settings of one provider, or what is wrong with its variables. */
export interface ParsedProvider {
  readonly faults: readonly ConfigurationFault[];
  readonly warnings: readonly string[];
  readonly settings?: ProviderSettings;
}

/** Turns the variables of one provider into its settings. */
export function parseProvider({ name, prefix, given }: ProviderSet): ParsedProvider {
  const parsed = providerSchema(given).safeParse({ IDENTITY_PROVIDER: 'b2c', ...defined(given) });
  const forms = providerFormsSchema.safeParse(given);
  const issues = [parsed, forms].flatMap(({ error }) => error?.issues ?? []);
  const faults = [
    ...issues.map(({ path, message }) => providerFault(prefix, String(path[0]), message)),
    ...formerOwnerFaults(prefix, given),
  ];
  const settings =
    parsed.success && faults.length === 0
      ? {
          ...providerSettings(parsed.data, name ?? parsed.data.IDENTITY_PROVIDER),
          ...(prefix !== '' && { variablePrefix: prefix }),
        }
      : undefined;
  const warnings = parsed.success ? providerWarnings(prefix, given, parsed.data) : [];
  return { faults, warnings, ...(settings && { settings }) };
}

function defined(given: Environment): Environment {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Both or neither: one of them alone would leave people without what they own. */
function formerOwnerFaults(prefix: string, given: Environment): ConfigurationFault[] {
  const pair = ['FORMER_TENANT_ID', 'FORMER_OBJECT_ID_CLAIM'] as const;
  const missing = pair.filter((name) => given[name] === undefined);
  const [one] = missing;
  const other = pair.find((name) => name !== one);
  return missing.length === 1 && one !== undefined
    ? [providerFault(prefix, one, `is needed where ${prefix}${other} is set`)]
    : [];
}

function providerFault(prefix: string, name: string, fault: string): ConfigurationFault {
  return {
    variable: prefix + name,
    fault,
    example: `${prefix}${name}=${examples[name] ?? ''}`,
  };
}

function providerWarnings(
  prefix: string,
  given: Environment,
  { IDENTITY_PROVIDER: kind, AUTHORITY_HOST }: ProviderEnvironment,
): string[] {
  const idle = Object.entries(ownVariables)
    .filter(([name, kinds]) => given[name] !== undefined && !kinds.includes(kind))
    .map(([name]) => `${prefix}${name} has no effect with ${prefix}IDENTITY_PROVIDER=${kind}`);
  return AUTHORITY_HOST !== undefined && isLoopbackHttp(AUTHORITY_HOST)
    ? [`${prefix}AUTHORITY_HOST is plain http on this machine: for development only`, ...idle]
    : idle;
}
