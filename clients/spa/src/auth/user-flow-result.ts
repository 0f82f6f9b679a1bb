import type { UserFlows } from '../config/index.js';

/** The user flows that the page redirects to. */
export type UserFlow = keyof UserFlows;

/** How a user flow ended. */
export interface UserFlowResult {
  readonly flow: UserFlow;
  /** Set when the flow ended without a token. */
  readonly error?: unknown;
  /** Whether the flow was completed with another account than the one signed in here. */
  readonly otherAccount?: boolean;
}

/** What the page does after a user flow. */
export type NextStep =
  | { readonly next: 'reset-password' }
  | {
      readonly next: 'stay';
      readonly severity: 'success' | 'warning' | 'error';
      readonly text: string;
    };

const completedText: Readonly<Record<UserFlow, string | undefined>> = {
  signIn: undefined,
  edit: 'Your profile was saved.',
  reset: 'Your password was changed.',
};

const otherAccountText: Readonly<Record<UserFlow, string | undefined>> = {
  signIn: undefined,
  edit: 'Its profile was saved, and yours is as it was.',
  reset: 'Its password was changed, and yours is as it was.',
};

/** @returns undefined after a sign-in that worked: the page shows who is signed in */
export function nextStepAfter({ flow, error, otherAccount }: UserFlowResult): NextStep | undefined {
  if (error !== undefined) {
    return nextStepAfterError(flow, error);
  }
  const text = otherAccount ? otherAccountText[flow] : completedText[flow];
  if (text === undefined) {
    return undefined;
  }
  if (!otherAccount) {
    return { next: 'stay', severity: 'success', text };
  }
  const advice = 'To use that account here, sign out, then sign in with it.';
  return { next: 'stay', severity: 'warning', text: `That was another account. ${text} ${advice}` };
}

const flowLabels: Readonly<Record<UserFlow, string>> = {
  signIn: 'Signing in',
  edit: 'Changing your profile',
  reset: 'Changing your password',
};

/** The provider's error code stands in the description of the error. */
function nextStepAfterError(flow: UserFlow, error: unknown): NextStep {
  const text = error instanceof Error ? error.message : '';
  if (text.includes('AADB2C90118')) {
    return { next: 'reset-password' };
  }
  // B2C's cancel button, and consent that was declined at Entra ID.
  if (/AADB2C90091|AADSTS65004/.test(text)) {
    const outcome = flow === 'signIn' ? 'You are not signed in.' : 'Nothing was changed.';
    return { next: 'stay', severity: 'warning', text: `You cancelled. ${outcome}` };
  }
  const code = /(AADB2C|AADSTS)\d+/.exec(text)?.[0];
  return {
    next: 'stay',
    severity: 'error',
    text: `${flowLabels[flow]} did not work${code ? ` (${code})` : ''}. Please try again.`,
  };
}
