import { ApiError } from '../api/index.js';
import { Store } from '../state/index.js';
import { signInServiceUnreachable, type Notification } from './notification.js';

/** How long a success stays on the screen, and for how long it can be undone. */
const undoSeconds = 6;
const tickMilliseconds = 250;

interface ShownNotification {
  readonly id: number;
  readonly notification: Notification;
}

/** The notifications on the screen. A new one does not replace the others. */
export class NotificationStore extends Store<{ readonly shown: readonly ShownNotification[] }> {
  readonly #signIn: () => Promise<void>;
  readonly #millisecondsLeft = new Map<number, number>();
  #lastId = 0;
  #lastTick = 0;
  #clock: ReturnType<typeof setInterval> | undefined;

  /**
   * Whether the person is at the notifications, with the pointer or the keyboard. Their time does not
   * run meanwhile (WCAG 2.2, 2.2.1).
   */
  isAttended: () => boolean = () => false;

  /** @param signIn redirects to the provider; offered when the session has ended */
  constructor(signIn: () => Promise<void>) {
    super({ shown: [] });
    this.#signIn = signIn;
  }

  /** @returns a function that removes the notification without calling its `onClose` */
  show(notification: Notification): () => void {
    const id = ++this.#lastId;
    this.#keep((one) => !isSame(one.notification, notification));
    this.set({ shown: [...this.state.shown, { id, notification }] });
    if (notification.severity === 'success') {
      this.#millisecondsLeft.set(id, undoSeconds * 1_000);
      if (this.#clock === undefined) {
        this.#lastTick = performance.now();
        this.#clock = setInterval(() => this.#tick(), tickMilliseconds);
      }
    }
    return () => this.#keep((one) => one.id !== id);
  }

  /** The person closes a notification, or its time is over. */
  close(id: number): void {
    const closed = this.state.shown.find((one) => one.id === id);
    this.#keep((one) => one.id !== id);
    closed?.notification.onClose?.();
  }

  closeLatest(): void {
    const latest = this.state.shown.at(-1);
    if (latest) {
      this.close(latest.id);
    }
  }

  /** Called when the person does something else: what was said about the last action is out of date. */
  dismissTransient(): void {
    this.#keep(({ notification }) => notification.persistent === true);
  }

  /**
   * @param about the task that the failed action was about, and what the failure means for it
   * @throws anything that is not an {@link ApiError}
   */
  showError(reason: unknown, about?: Pick<Notification, 'subject' | 'text'>): void {
    if (!(reason instanceof ApiError)) {
      throw reason;
    }
    const run = () => void this.#signIn().catch(() => this.show(signInServiceUnreachable));
    this.show({
      ...about,
      severity: reason.severity,
      text: about ? `${about.text} ${reason.message}` : reason.message,
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

  /** By the clock: in a tab in the background, timers come late. */
  #tick(): void {
    const elapsed = performance.now() - this.#lastTick;
    this.#lastTick += elapsed;
    if (this.isAttended()) {
      return;
    }
    for (const [id, left] of this.#millisecondsLeft) {
      this.#millisecondsLeft.set(id, left - elapsed);
      if (left <= elapsed) {
        this.close(id);
      }
    }
  }

  #keep(stays: (shown: ShownNotification) => boolean): void {
    const shown = this.state.shown.filter(stays);
    if (shown.length === this.state.shown.length) {
      return;
    }
    this.set({ shown });
    for (const id of this.#millisecondsLeft.keys()) {
      if (!shown.some((one) => one.id === id)) {
        this.#millisecondsLeft.delete(id);
      }
    }
    if (this.#millisecondsLeft.size > 0) {
      return;
    }
    clearInterval(this.#clock);
    this.#clock = undefined;
  }
}

const isSame = (one: Notification, other: Notification): boolean =>
  one.text === other.text && one.subject === other.subject;
