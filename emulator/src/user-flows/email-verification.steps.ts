import { randomInt } from 'node:crypto';
import { codePage, emailPage } from '../pages/index.js';
import type { UserJourney, Verification } from '../tenant/index.js';
import {
  looksLikeEmail,
  type OrchestrationStep,
  redirectToStep,
  text,
} from './orchestration-step.js';

const triesPerCode = 5;

/** Asks for the e-mail address: first step of sign-up and of a password reset. */
export function emailStep(purpose: Verification['purpose']): OrchestrationStep {
  return {
    show: ({ journey }) =>
      emailPage(journey, purpose, {
        email: journey.verification?.email ?? journey.authorizeRequest.loginHint ?? '',
      }),
    submit: ({ journey, form }) => {
      const email = text(form, 'email');
      if (!looksLikeEmail(email)) {
        return emailPage(journey, purpose, {
          email,
          faults: { email: 'Please enter a valid email address.' },
        });
      }
      const { emailVerification } = journey.policy;
      journey.verification = {
        purpose,
        email,
        code: String(randomInt(100_000, 1_000_000)),
        triesLeft: triesPerCode,
        verified: !emailVerification,
      };
      return redirectToStep(journey, emailVerification ? 'code' : afterVerification(purpose));
    },
  };
}

/** Checks the verification code, which the page shows because no e-mail is sent. */
export const codeStep: OrchestrationStep = {
  show: ({ journey }) => {
    const { verification } = journey;
    return verification ? codePage(journey, verification) : startAgain(journey);
  },
  submit: ({ journey, form }) => {
    const { verification } = journey;
    if (!verification) {
      return startAgain(journey);
    }
    if (verification.triesLeft === 0) {
      return codePage(journey, verification, {
        code: 'You have made too many incorrect attempts. Please get a new code.',
      });
    }
    if (text(form, 'code') !== verification.code) {
      verification.triesLeft -= 1;
      return codePage(journey, verification, {
        code: 'The verification code you entered does not match our records. Please try again.',
      });
    }
    verification.verified = true;
    return redirectToStep(journey, afterVerification(verification.purpose));
  },
};

/** The e-mail address that was verified for this purpose. */
export function verifiedEmail(
  { verification }: UserJourney,
  purpose: Verification['purpose'],
): string | undefined {
  return verification?.verified && verification.purpose === purpose
    ? verification.email
    : undefined;
}

function afterVerification(purpose: Verification['purpose']): string {
  return purpose === 'sign-up' ? 'details' : 'new-password';
}

function startAgain(journey: UserJourney) {
  return redirectToStep(
    journey,
    journey.policy.kind === 'reset-password' ? 'reset-password' : 'sign-in',
  );
}
