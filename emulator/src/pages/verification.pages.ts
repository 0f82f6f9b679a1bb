import type { Answer } from '../server/answer.js';
import type { Interaction, Verification } from '../tenant/index.js';
import { cancelForm, errorSummary, field, stepForm, stepPath, type Faults } from './form.parts.js';
import { html } from './html.js';
import { page } from './page.js';

const titles: Record<Verification['purpose'], string> = {
  'sign-up': 'Create your account',
  'reset-password': 'Reset your password',
};

/** First step of sign-up and of a password reset: which e-mail address. */
export function emailPage(
  interaction: Interaction,
  purpose: Verification['purpose'],
  { email = '', faults = {} }: { email?: string; faults?: Faults },
): Answer {
  const { wanted, policy } = interaction;
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
    leadsTo: wanted.redirectUri,
    content: html`<h1>${titles[purpose]}</h1>
      <p class="lead">
        ${
          policy.emailVerification
            ? 'We check your email address with a code.'
            : 'No code is needed for this policy.'
        }
      </p>
      ${errorSummary(faults)}
      ${stepForm(interaction, purpose, fields, policy.emailVerification ? 'Send verification code' : 'Continue')}
      ${cancelForm(interaction)}`,
  });
}

/** Second step: the code. No e-mail was sent, so the page shows what would have been in it. */
export function codePage(
  interaction: Interaction,
  verification: Verification,
  faults: Faults = {},
): Answer {
  const { wanted } = interaction;
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
    leadsTo: wanted.redirectUri,
    content: html`<h1>${titles[verification.purpose]}</h1>
      <p class="lead">Enter the code for <strong>${verification.email}</strong>.</p>
      <p class="mail">
        The emulator sends no e-mail. The code is
        <output class="code" id="sent-code">${verification.code}</output>
      </p>
      ${errorSummary(faults)} ${stepForm(interaction, 'code', fields, 'Verify code')}
      <p class="alternative">
        <a href="${stepPath(interaction, verification.purpose)}"
          >Use another address or get a new code</a
        >
      </p>
      ${cancelForm(interaction)}`,
  });
}
