import { ApiError } from '../api/index.js';
import { Store } from '../state/index.js';
import { signInServiceUnreachable, type Notification } from './notification.js';

/** How long a success stays on the screen, and for how long it can be undone. */
export const undoSeconds = 6;

interface ShownNotification {
  readonly id: number;
  readonly notification: Notification;
}

/** The notifications on the screen. A new one does not replace the others. */
export class NotificationStore extends Store<{ readonly shown: readonly ShownNotification[] }> {
  readonly #signIn: () => Promise<void>;
  #lastId = 0;

  /** @param signIn redirects to the provider; offered when the session has ended */
  constructor(signIn: () => Promise<void>) {
    super({ shown: [] });
    this.#signIn = signIn;
  }

  /** @returns a function that dismisses the notification */
  show(notification: Notification): () => void {
    const id = ++this.#lastId;
    const dismiss = () => this.#keep((one) => one.id !== id);
    this.#keep((one) => !isSame(one.notification, notification));
    this.set({ shown: [...this.state.shown, { id, notification }] });
    if (notification.severity === 'success') setTimeout(dismiss, undoSeconds * 1_000);
    return dismiss;
  }

  dismiss(notification: Notification): void {
    this.#keep((one) => one.notification !== notification);
  }

  /** Called when the person does something else: what was said about the last action is out of date. */
  dismissTransient(): void {
    this.#keep(({ notification }) => notification.persistent === true);
  }

  /** @throws anything that is not an {@link ApiError} */
  showError(reason: unknown): void {
    if (!(reason instanceof ApiError)) throw reason;
    const run = () => void this.#signIn().catch(() => this.show(signInServiceUnreachable));
    this.show({
      severity: reason.severity,
      text: reason.message,
      ...(reason.kind === 'unauthorized' && { action: { label: 'Sign in', run } }),
    });
  }

  /** @returns the value of the promise, or undefined after an error, which is shown */
  async orShowError<T>(promise: Promise<T>): Promise<T | undefined> {
    try {
      return await promise;
    } catch (error) {
      this.showError(error);
      return undefined;
    }
  }

  #keep(stays: (shown: ShownNotification) => boolean): void {
    this.set({ shown: this.state.shown.filter(stays) });
  }
}

const isSame = (one: Notification, other: Notification): boolean =>
  one.text === other.text && one.subject === other.subject;
