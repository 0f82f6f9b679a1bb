import type { Settings } from '../config/settings.js';

/** What a person can be sent to the provider for. */
export type UserFlow = keyof Settings['policies'];

/** How the browser has come back from a user flow. */
export interface FlowEnd {
  readonly flow: UserFlow;
  /** Why it did not end with a token. */
  readonly failure?: unknown;
  /** Whether it was about somebody else than who is signed in here. */
  readonly ofAnotherPerson?: boolean;
}

/** What is to be done after a user flow. */
export type FlowOutcome =
  | { readonly next: 'reset-password' }
  | {
      readonly next: 'stay';
      readonly tone: 'green' | 'amber' | 'red';
      readonly text: string;
    };

const done: Readonly<Record<UserFlow, string | undefined>> = {
  signIn: undefined,
  edit: 'Your profile was saved.',
  reset: 'Your password was changed.',
};

const doneByAnother: Readonly<Record<UserFlow, string | undefined>> = {
  signIn: undefined,
  edit: 'Its profile was saved, and yours is as it was.',
  reset: 'Its password was changed, and yours is as it was.',
};

/** @returns nothing when there is no more to say than who is signed in */
export function outcomeOf({ flow, failure, ofAnotherPerson }: FlowEnd): FlowOutcome | undefined {
  if (failure !== undefined) return outcomeOfFailure(flow, failure);
  const text = ofAnotherPerson ? doneByAnother[flow] : done[flow];
  if (text === undefined) return undefined;
  if (!ofAnotherPerson) return { next: 'stay', tone: 'green', text };
  const wayOn = 'To use that account here, sign out, then sign in with it.';
  return { next: 'stay', tone: 'amber', text: `That was another account. ${text} ${wayOn}` };
}

const doing: Readonly<Record<UserFlow, string>> = {
  signIn: 'Signing in',
  edit: 'Changing your profile',
  reset: 'Changing your password',
};

/** The codes of B2C are in the description of the error. */
function outcomeOfFailure(flow: UserFlow, error: unknown): FlowOutcome {
  const text = error instanceof Error ? error.message : '';
  if (text.includes('AADB2C90118')) return { next: 'reset-password' };
  if (text.includes('AADB2C90091')) {
    return { next: 'stay', tone: 'amber', text: 'You cancelled. Nothing was changed.' };
  }
  const code = /AADB2C\d+/.exec(text)?.[0];
  return {
    next: 'stay',
    tone: 'red',
    text: `${doing[flow]} did not work${code ? ` (${code})` : ''}. Please try again.`,
  };
}
