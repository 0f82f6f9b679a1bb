import type { Answer } from '../server/answer.js';
import { redirect } from '../server/answer.js';
import { stepPath } from '../pages/form.parts.js';
import type { EmulatorRequest } from '../server/emulator-request.js';
import type { Interaction, Tenant } from '../tenant/index.js';

/** What a step works with. */
export interface StepContext {
  tenant: Tenant;
  request: EmulatorRequest;
  interaction: Interaction;
  /** Fields of the submitted form; empty for a GET. */
  form: URLSearchParams;
}

type StepHandler = (context: StepContext) => Answer | Promise<Answer>;

/** One page of a user flow: how it is shown and what happens when its form comes back. */
export interface Step {
  show?: StepHandler;
  submit?: StepHandler;
}

/** On to another page of the same flow. */
export function goTo(interaction: Interaction, step: string): Answer {
  return redirect(stepPath(interaction, step), 303);
}

/** A field of the form, trimmed. */
export function text(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').trim();
}

/** Whether this looks like an e-mail address; whether it is one only a message would tell. */
export function looksLikeEmail(value: string): boolean {
  return value.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(value);
}
