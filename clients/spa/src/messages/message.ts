import type { Tone } from '../api/trouble.js';

/** What the person can do about it. */
export interface Action {
  readonly name: string;
  readonly run: () => void;
  /** For what may be wanted at once and not for long. */
  readonly takesFocus?: boolean;
}

/** A word to the person. */
export interface Message {
  readonly tone: Tone;
  readonly text: string;
  readonly action?: Action;
}

/** A user flow could not be gone to. */
export const signInUnreachable: Message = {
  tone: 'red',
  text: 'The sign-in service cannot be reached. Please try again.',
};
