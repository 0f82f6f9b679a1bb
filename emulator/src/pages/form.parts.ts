import type { Interaction } from '../tenant/index.js';
import { html, type Html } from './html.js';

/** One input with its label, hint and fault. */
export interface Field {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  value?: string;
  autocomplete: string;
  required?: boolean;
  hint?: string;
  inputmode?: 'numeric';
}

/** What was wrong with a submitted form: by field name, or with the form as a whole. */
export type Faults = Readonly<Record<string, string>>;

/** Key of a fault that belongs to no single field. */
export const formFault = 'form';

/** Address of a step of an interaction. */
export function stepPath({ id }: Interaction, step: string): string {
  return `/interaction/${id}/${step}`;
}

/** Faults at the top of the page: read out, focused, linked to their fields. */
export function errorSummary(faults: Faults): Html | undefined {
  const entries = Object.entries(faults);
  if (entries.length === 0) return undefined;
  return html`<div class="errors" role="alert" tabindex="-1" autofocus>
    <p>There is a problem</p>
    <ul>
      ${entries.map(([name, text]) =>
        name === formFault ? html`<li>${text}</li>` : html`<li><a href="#${name}">${text}</a></li>`,
      )}
    </ul>
  </div>`;
}

/** A labelled input. */
export function field(
  { name, label, type = 'text', value, autocomplete, required = true, hint, inputmode }: Field,
  faults: Faults,
): Html {
  const fault = faults[name];
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${name}"
      >${label}${!required && html` <span class="optional">(optional)</span>`}</label
    >
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${fault !== undefined && html`<p class="fault" id="${name}-fault">${fault}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      ${inputmode !== undefined && html` inputmode="${inputmode}"`}
      ${required && html` required`}
      ${described !== '' && html` aria-describedby="${described}"`}
      ${fault !== undefined && html` aria-invalid="true"`}
    />
  </div>`;
}

/** A form of an interaction. `novalidate`: faults are told by the summary, the same everywhere. */
export function stepForm(
  interaction: Interaction,
  step: string,
  fields: readonly Html[],
  button: string,
): Html {
  return html`<form method="post" action="${stepPath(interaction, step)}" novalidate>
    <input type="hidden" name="csrf" value="${interaction.csrf}" />
    ${fields}
    <button class="primary">${button}</button>
  </form>`;
}

/** The way out that returns AADB2C90091 to the client. */
export function cancelForm(interaction: Interaction): Html {
  return html`<form method="post" action="${stepPath(interaction, 'cancel')}">
    <input type="hidden" name="csrf" value="${interaction.csrf}" />
    <button class="secondary">Cancel</button>
  </form>`;
}
