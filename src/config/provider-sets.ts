import type { ConfigurationFault } from './configuration.error.js';
import type { Environment } from './environment.js';
import { examples, providerVariables } from './environment.schema.js';

/** The variables of one provider. */
export interface ProviderSet {
  /** How logs and callers name the provider: undefined for the one of the plain variables. */
  readonly name: string | undefined;
  /** What precedes each variable's own name, such as `CUSTOMERS_`. */
  readonly prefix: string;
  /** By the variables' own names, without the prefix. */
  readonly given: Environment;
}

/** Each provider's variables, and what is wrong with how they are divided. */
export interface ProviderSets {
  readonly sets: readonly ProviderSet[];
  readonly faults: readonly ConfigurationFault[];
}

/**
 * Divides the environment among the providers that `IDENTITY_PROVIDERS` lists. Without it, the plain
 * variables are the one provider.
 */
export function divideByProvider(environment: Environment): ProviderSets {
  const listed = environment['IDENTITY_PROVIDERS'];
  if (listed === undefined) {
    return { sets: [{ name: undefined, prefix: '', given: environment }], faults: [] };
  }
  const names = listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const fault = faultOfNames(names);
  if (fault !== undefined) {
    return { sets: [], faults: [faultOf('IDENTITY_PROVIDERS', fault)] };
  }
  const sets = names.map((name) => setOf(name, environment));
  const own = new Set(sets.flatMap(({ prefix }) => variablesOf(prefix)));
  const plain = providerVariables.filter(
    (name) => environment[name] !== undefined && !own.has(name),
  );
  const [first = ''] = names;
  const faults = plain.map((name) => ({
    variable: name,
    fault:
      'belongs to no provider of IDENTITY_PROVIDERS; put the name of one in front, or remove it',
    example: `${prefixOf(first)}${name}=${examples[name] ?? ''}`,
  }));
  return { sets, faults };
}

/** Every variable of a provider, with the provider's prefix in front. */
export function variablesOf(prefix: string): string[] {
  return providerVariables.map((name) => prefix + name);
}

const variableNames = new RegExp(`\\b(?:${providerVariables.join('|')})\\b`, 'g');

/** A text about a provider, with the variables that it names called as those of this provider are. */
export function withVariablePrefix(text: string, prefix: string | undefined = ''): string {
  return text.replace(variableNames, (name) => prefix + name);
}

function setOf(name: string, environment: Environment): ProviderSet {
  const prefix = prefixOf(name);
  const given = Object.fromEntries(
    providerVariables.map((variable) => [variable, environment[prefix + variable]]),
  );
  return { name, prefix, given };
}

function prefixOf(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_`;
}

function faultOfNames(names: readonly string[]): string | undefined {
  if (names.length === 0) {
    return 'must name at least one provider';
  }
  if (names.some((name) => !/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))) {
    return 'must be comma-separated names of lower-case letters, digits and hyphens';
  }
  if (new Set(names).size < names.length) {
    return 'names a provider twice';
  }
  // `x` with FORMER_TENANT_ID, and `x-former` with TENANT_ID, would read the same variable.
  const variables = names.flatMap((name) => variablesOf(prefixOf(name)));
  return new Set(variables).size < variables.length
    ? 'has two names whose variables would be the same; rename one of them'
    : undefined;
}

function faultOf(variable: string, fault: string): ConfigurationFault {
  return { variable, fault, example: `${variable}=${examples[variable] ?? ''}` };
}
