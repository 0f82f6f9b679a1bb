import { builtInAttributes } from '../config/index.js';
import type { EmulatorResponse } from '../http/index.js';
import type { UserJourney } from '../tenant/index.js';
import {
  cancelForm,
  errorSummary,
  type Faults,
  field,
  type Field,
  stepForm,
  stepPath,
} from './form-fields.js';
import { html, type Html, page } from './layout.js';

/** Values of a form, by field name. */
export type Values = Readonly<Record<string, string>>;

const passwordHint = '8 to 64 characters, three of: lowercase, uppercase, digit, symbol';

/** Last step of sign-up: password and attributes. */
export function signUpDetailsPage(
  journey: UserJourney,
  email: string,
  values: Values = {},
  faults: Faults = {},
): EmulatorResponse {
  return accountPage(journey, 'Create your account', [
    html`<p class="lead">
      Account for <strong>${email}</strong> (<a href="${stepPath(journey, 'sign-up')}">change</a>)
    </p>`,
    errorSummary(faults),
    stepForm(
      journey,
      'details',
      [...passwordFields('Password', faults), ...attributeFields(journey, values, faults)],
      'Create',
    ),
  ]);
}

/** Edits the attributes of the signed-in user. */
export function profileEditPage(
  journey: UserJourney,
  email: string,
  values: Values,
  faults: Faults = {},
): EmulatorResponse {
  return accountPage(journey, 'Edit your profile', [
    html`<p class="lead">Signed in as <strong>${email}</strong></p>`,
    errorSummary(faults),
    stepForm(journey, 'profile', attributeFields(journey, values, faults), 'Save'),
  ]);
}

/** Last step of a password reset. */
export function newPasswordPage(
  journey: UserJourney,
  email: string,
  faults: Faults = {},
): EmulatorResponse {
  return accountPage(journey, 'Reset your password', [
    html`<p class="lead">New password for <strong>${email}</strong></p>`,
    errorSummary(faults),
    stepForm(journey, 'new-password', passwordFields('New password', faults), 'Set password'),
  ]);
}

function accountPage(
  journey: UserJourney,
  title: string,
  content: readonly (Html | undefined)[],
): EmulatorResponse {
  return page({
    title,
    formTarget: journey.authorizeRequest.redirectUri,
    content: html`<h1>${title}</h1>
      ${content} ${cancelForm(journey)}`,
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

function attributeFields({ policy }: UserJourney, values: Values, faults: Faults): Html[] {
  return policy.attributes.map((name) =>
    field({ name, ...describeAttribute(name), value: values[name] ?? '' }, faults),
  );
}

function describeAttribute(name: string): Omit<Field, 'name'> {
  return Object.hasOwn(builtInAttributes, name)
    ? builtInAttributes[name as keyof typeof builtInAttributes]
    : { label: name.replace(/^extension_/, ''), required: false, autocomplete: 'off' };
}
