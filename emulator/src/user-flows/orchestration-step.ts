import { builtInAttributes } from '../config/index.js';
import { type EmulatorRequest, type EmulatorResponse, redirect } from '../http/index.js';
import { type Faults, stepPath } from '../pages/index.js';
import type { Tenant, UserJourney } from '../tenant/index.js';
import { passwordFault } from '../users/index.js';

/** Input of an orchestration step. */
export interface StepContext {
  readonly tenant: Tenant;
  readonly request: EmulatorRequest;
  readonly journey: UserJourney;
  /** Fields of the submitted form; empty for a GET. */
  readonly form: URLSearchParams;
}

type StepHandler = (context: StepContext) => EmulatorResponse | Promise<EmulatorResponse>;

/** One orchestration step of a user flow: `show` answers GET, `submit` answers POST. */
export interface OrchestrationStep {
  readonly show?: StepHandler;
  readonly submit?: StepHandler;
}

/** Redirects to another step of the same journey. */
export function redirectToStep(journey: UserJourney, step: string): EmulatorResponse {
  return redirect(stepPath(journey, step), 303);
}

/** A field of the form, trimmed. */
export function text(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').trim();
}

/** Whether a value has the form of an e-mail address. */
export function looksLikeEmail(value: string): boolean {
  return value.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(value);
}

const longest = 256;

/** The attributes of a submitted form that the policy asks for; other fields are ignored. */
export function readAttributes(
  names: readonly string[],
  form: URLSearchParams,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text(form, name)]));
}

/** Faults of submitted attributes, by attribute name. */
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
      if (known?.required && value === '') {
        return [[name, `${known.label} is required.`]];
      }
      if (value.length > longest) {
        return [[name, `At most ${longest} characters, please.`]];
      }
      return [];
    }),
  );
}

/** Faults of a new password and its confirmation. */
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
