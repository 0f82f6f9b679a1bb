import type { EmulatorResponse } from '../http/index.js';
import type { UserJourney, Verification } from '../tenant/index.js';
import { cancelForm, errorSummary, type Faults, field, stepForm, stepPath } from './form-fields.js';
import { html, page } from './layout.js';

const titles: Record<Verification['purpose'], string> = {
  'sign-up': 'Create your account',
  'reset-password': 'Reset your password',
};

/** First step of sign-up and of a password reset: the e-mail address. */
export function emailPage(
  journey: UserJourney,
  purpose: Verification['purpose'],
  { email = '', faults = {} }: { email?: string; faults?: Faults },
): EmulatorResponse {
  const { authorizeRequest, policy } = journey;
  const fields = [
    field(
      {
        name: 'email',
        label: 'Email address',
        type: 'email',
        autocomplete: purpose === 'sign-up' ? 'email' : 'username',
        value: email,
      },
      faults,
    ),
  ];
  return page({
    title: titles[purpose],
    formTarget: authorizeRequest.redirectUri,
    content: html`<h1>${titles[purpose]}</h1>
      <p class="lead">
        ${
          policy.emailVerification
            ? 'We check your email address with a code.'
            : 'No code is needed for this policy.'
        }
      </p>
      ${errorSummary(faults)}
      ${stepForm(journey, purpose, fields, policy.emailVerification ? 'Send verification code' : 'Continue')}
      ${cancelForm(journey)}`,
  });
}

/** Second step: the verification code. No e-mail is sent, so the page shows the code. */
export function codePage(
  journey: UserJourney,
  verification: Verification,
  faults: Faults = {},
): EmulatorResponse {
  const { authorizeRequest } = journey;
  const fields = [
    field(
      {
        name: 'code',
        label: 'Verification code',
        autocomplete: 'one-time-code',
        inputmode: 'numeric',
      },
      faults,
    ),
  ];
  return page({
    title: titles[verification.purpose],
    formTarget: authorizeRequest.redirectUri,
    content: html`<h1>${titles[verification.purpose]}</h1>
      <p class="lead">Enter the code for <strong>${verification.email}</strong>.</p>
      <p class="mail">
        The emulator sends no e-mail. The code is
        <output class="code" id="sent-code">${verification.code}</output>
      </p>
      ${errorSummary(faults)} ${stepForm(journey, 'code', fields, 'Verify code')}
      <p class="alternative">
        <a href="${stepPath(journey, verification.purpose)}"
          >Use another address or get a new code</a
        >
      </p>
      ${cancelForm(journey)}`,
  });
}
