import { randomInt } from 'node:crypto';
import { codePage, emailPage } from '../pages/verification.pages.js';
import type { Interaction, Verification } from '../tenant/index.js';
import { goTo, looksLikeEmail, text, type Step } from './step.js';

const triesPerCode = 5;

/** Which e-mail address: first step of sign-up and of a password reset. */
export function emailStep(purpose: Verification['purpose']): Step {
  return {
    show: ({ interaction }) =>
      emailPage(interaction, purpose, {
        email: interaction.verification?.email ?? interaction.wanted.loginHint ?? '',
      }),
    submit: ({ interaction, form }) => {
      const email = text(form, 'email');
      if (!looksLikeEmail(email))
        return emailPage(interaction, purpose, {
          email,
          faults: { email: 'Please enter a valid email address.' },
        });
      const { emailVerification } = interaction.policy;
      interaction.verification = {
        purpose,
        email,
        code: String(randomInt(100_000, 1_000_000)),
        triesLeft: triesPerCode,
        verified: !emailVerification,
      };
      return goTo(interaction, emailVerification ? 'code' : afterVerification(purpose));
    },
  };
}

/** The code that would have been sent. */
export const codeStep: Step = {
  show: ({ interaction }) => {
    const { verification } = interaction;
    return verification ? codePage(interaction, verification) : startAgain(interaction);
  },
  submit: ({ interaction, form }) => {
    const { verification } = interaction;
    if (!verification) return startAgain(interaction);
    if (verification.triesLeft === 0)
      return codePage(interaction, verification, {
        code: 'You have made too many incorrect attempts. Please get a new code.',
      });
    if (text(form, 'code') !== verification.code) {
      verification.triesLeft -= 1;
      return codePage(interaction, verification, {
        code: 'The verification code you entered does not match our records. Please try again.',
      });
    }
    verification.verified = true;
    return goTo(interaction, afterVerification(verification.purpose));
  },
};

/** The e-mail address that was proven for a purpose. */
export function verifiedEmail(
  { verification }: Interaction,
  purpose: Verification['purpose'],
): string | undefined {
  return verification?.verified && verification.purpose === purpose
    ? verification.email
    : undefined;
}

function afterVerification(purpose: Verification['purpose']): string {
  return purpose === 'sign-up' ? 'details' : 'new-password';
}

function startAgain(interaction: Interaction) {
  return goTo(
    interaction,
    interaction.policy.kind === 'reset-password' ? 'reset-password' : 'sign-in',
  );
}
