import { builtInAttributes } from '../config/index.js';
import type { Answer } from '../server/answer.js';
import type { Interaction } from '../tenant/index.js';
import {
  cancelForm,
  errorSummary,
  field,
  stepForm,
  stepPath,
  type Faults,
  type Field,
} from './form.parts.js';
import { html, type Html } from './html.js';
import { page } from './page.js';

/** Values of a form, by field name. */
export type Values = Readonly<Record<string, string>>;

const passwordHint = '8 to 64 characters, three of: lowercase, uppercase, digit, symbol';

/** Last step of sign-up: password and profile. */
export function detailsPage(
  interaction: Interaction,
  email: string,
  values: Values = {},
  faults: Faults = {},
): Answer {
  return accountPage(interaction, 'Create your account', [
    html`<p class="lead">
      Account for <strong>${email}</strong> (<a href="${stepPath(interaction, 'sign-up')}">change</a
      >)
    </p>`,
    errorSummary(faults),
    stepForm(
      interaction,
      'details',
      [...passwordFields('Password', faults), ...attributeFields(interaction, values, faults)],
      'Create',
    ),
  ]);
}

/** Edit the profile of the person who is signed in. */
export function profilePage(
  interaction: Interaction,
  email: string,
  values: Values,
  faults: Faults = {},
): Answer {
  return accountPage(interaction, 'Edit your profile', [
    html`<p class="lead">Signed in as <strong>${email}</strong></p>`,
    errorSummary(faults),
    stepForm(interaction, 'profile', attributeFields(interaction, values, faults), 'Save'),
  ]);
}

/** Last step of a password reset. */
export function newPasswordPage(
  interaction: Interaction,
  email: string,
  faults: Faults = {},
): Answer {
  return accountPage(interaction, 'Reset your password', [
    html`<p class="lead">New password for <strong>${email}</strong></p>`,
    errorSummary(faults),
    stepForm(interaction, 'new-password', passwordFields('New password', faults), 'Set password'),
  ]);
}

function accountPage(
  interaction: Interaction,
  title: string,
  content: readonly (Html | undefined)[],
): Answer {
  return page({
    title,
    leadsTo: interaction.wanted.redirectUri,
    content: html`<h1>${title}</h1>
      ${content} ${cancelForm(interaction)}`,
  });
}

function passwordFields(label: string, faults: Faults): Html[] {
  const common = { type: 'password', autocomplete: 'new-password' } as const;
  const fields: Field[] = [
    { name: 'password', label, hint: passwordHint, ...common },
    { name: 'confirmation', label: 'Confirm password', ...common },
  ];
  return fields.map((one) => field(one, faults));
}

function attributeFields({ policy }: Interaction, values: Values, faults: Faults): Html[] {
  return policy.attributes.map((name) =>
    field({ name, ...describeAttribute(name), value: values[name] ?? '' }, faults),
  );
}

function describeAttribute(name: string): Omit<Field, 'name'> {
  return Object.hasOwn(builtInAttributes, name)
    ? builtInAttributes[name as keyof typeof builtInAttributes]
    : { label: name.replace(/^extension_/, ''), required: false, autocomplete: 'off' };
}
