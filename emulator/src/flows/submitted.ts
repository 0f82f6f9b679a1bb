import { builtInAttributes } from '../config/index.js';
import type { Faults } from '../pages/form.parts.js';
import { passwordFault } from '../users/index.js';
import { text } from './step.js';

const longest = 256;

/** The profile attributes of a submitted form; others are not looked at. */
export function readAttributes(
  names: readonly string[],
  form: URLSearchParams,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text(form, name)]));
}

/** What is wrong with them. */
export function attributeFaults(
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): Faults {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name] ?? '';
      const known = Object.hasOwn(builtInAttributes, name)
        ? builtInAttributes[name as keyof typeof builtInAttributes]
        : undefined;
      if (known?.required && value === '') return [[name, `${known.label} is required.`]];
      if (value.length > longest) return [[name, `At most ${longest} characters, please.`]];
      return [];
    }),
  );
}

/** What is wrong with a new password and its repetition. */
export function newPasswordFaults(form: URLSearchParams): Faults {
  const password = form.get('password') ?? '';
  const fault = passwordFault(password);
  return {
    ...(fault !== undefined && { password: fault }),
    ...(fault === undefined &&
      password !== form.get('confirmation') && {
        confirmation:
          'The password entry fields do not match. Please enter the same password in both fields and try again.',
      }),
  };
}
