import type { Severity } from '../api/index.js';

/** A button of a notification. */
export interface NotificationAction {
  readonly label: string;
  readonly run: () => void;
  /** For an action that is wanted at once or not at all, such as "Undo". */
  readonly autoFocus?: boolean;
}

/** A message to the person. */
export interface Notification {
  readonly severity: Severity;
  /** Title of the task that the text is about, shown in front of it; in any script. */
  readonly subject?: string;
  readonly text: string;
  readonly action?: NotificationAction;
  /** Stays when the person goes on to something else. */
  readonly persistent?: boolean;
  /** Called when it goes because its time is over, or because the person closes it. */
  readonly onClose?: () => void;
}

/** A redirect to the provider failed. */
export const signInServiceUnreachable: Notification = {
  severity: 'error',
  text: 'The sign-in service cannot be reached. Please try again.',
};
