import type { Environment } from './environment.js';
import { isSecret } from './environment.schema.js';

const maxLength = 100;
/** A GUID has 36; the parts of a name or an address are shorter. */
const maxPartLength = 40;

/**
 * The value of a variable, to be shown beside what is wrong with it; undefined if it may be a secret.
 * Variables are confused when they are filled in, so their names alone do not decide: a client secret
 * in place of a client id is hidden too, and so is every address that may hold a password.
 */
export function shownValue(variable: string, environment: Environment): string | undefined {
  const value = environment[variable]?.trim() ?? '';
  if (value === '' || value.length > maxLength || isSecret(variable)) {
    return undefined;
  }
  // Nothing that a terminal would obey.
  if (/[^\x20-\x7e]/.test(value)) {
    return undefined;
  }
  // User and password, and keys in the query or the fragment of an address.
  if (/[@?#]/.test(value) || value.split(/[\s,;:/]+/).some(looksRandom)) {
    return undefined;
  }
  const secrets = Object.keys(environment).filter(isSecret);
  return secrets.some((name) => environment[name]?.trim() === value) ? undefined : value;
}

/** Whether it looks like a password or a key rather than like a number, a name or a GUID. */
function looksRandom(part: string): boolean {
  return (
    part.length > maxPartLength ||
    (part.length >= 12 &&
      !/^b2c_1a?_/i.test(part) &&
      [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(part))) ||
    /[~!$%^&+=]/.test(part)
  );
}
