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
  /** The title of the task that it is about, in front of the text; in whatever script. */
  readonly subject?: string;
  readonly text: string;
  readonly action?: Action;
  /** Not over with the next thing that the person does. */
  readonly stays?: boolean;
}

/** A user flow could not be gone to. */
export const signInUnreachable: Message = {
  tone: 'red',
  text: 'The sign-in service cannot be reached. Please try again.',
};
