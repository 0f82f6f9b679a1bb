import type { UserJourney } from '../tenant/index.js';
import { html, type Html } from './layout.js';

/** One input with its label and hint. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly autocomplete: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly inputmode?: 'numeric';
}

/** Messages about a submitted form, by field name or `formFault`. */
export type Faults = Readonly<Record<string, string>>;

/** Key of a message about the form as a whole. */
export const formFault = 'form';

/** What the paths of all steps of a user journey begin with. */
export function journeyPath({ id }: UserJourney): string {
  return `/interaction/${id}`;
}

/** Path of a step of a user journey. */
export function stepPath(journey: UserJourney, step: string): string {
  return `${journeyPath(journey)}/${step}`;
}

/** Error summary at the top of the page: announced, focused, linked to the fields. */
export function errorSummary(faults: Faults): Html | undefined {
  const entries = Object.entries(faults);
  if (entries.length === 0) {
    return undefined;
  }
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

/** A form of a user journey. `novalidate`: the error summary reports faults, not the browser. */
export function stepForm(
  journey: UserJourney,
  step: string,
  fields: readonly Html[],
  button: string,
): Html {
  return html`<form method="post" action="${stepPath(journey, step)}" novalidate>
    <input type="hidden" name="csrf" value="${journey.csrf}" />
    ${fields}
    <button class="primary">${button}</button>
  </form>`;
}

/** The Cancel button, which returns AADB2C90091 to the client. */
export function cancelForm(journey: UserJourney): Html {
  return html`<form method="post" action="${stepPath(journey, 'cancel')}">
    <input type="hidden" name="csrf" value="${journey.csrf}" />
    <button class="secondary">Cancel</button>
  </form>`;
}
