import { Trouble } from '../api/trouble.js';
import { Store } from '../store.js';
import { signInUnreachable, type Message } from './message.js';

/** How long good news is shown, and what it tells of can be taken back. */
export const goodNewsSeconds = 6;

interface Shown {
  readonly id: number;
  readonly message: Message;
}

/** What is being said to the person. One word does not take another one's place. */
export class Notices extends Store<{ readonly shown: readonly Shown[] }> {
  #said = 0;

  constructor(private readonly signIn: () => Promise<void>) {
    super({ shown: [] });
  }

  /** @returns how to take it off the screen */
  say(message: Message): () => void {
    const id = ++this.#said;
    const close = () => this.#keep((one) => one.id !== id);
    this.#keep((one) => !isSame(one.message, message));
    this.set({ shown: [...this.state.shown, { id, message }] });
    if (message.tone === 'green') setTimeout(close, goodNewsSeconds * 1_000);
    return close;
  }

  close(message: Message): void {
    this.#keep((one) => one.message !== message);
  }

  /** What was said of the last thing done is over. */
  beginAnew(): void {
    this.#keep(({ message }) => message.stays === true);
  }

  /** @throws what is no trouble with a service */
  tell(trouble: unknown): void {
    if (!(trouble instanceof Trouble)) throw trouble;
    const signIn = () => void this.signIn().catch(() => this.say(signInUnreachable));
    const action = { name: 'Sign in', run: signIn };
    this.say({
      tone: trouble.tone,
      text: trouble.message,
      ...(trouble.kind === 'sign-in' && { action }),
    });
  }

  /** What was asked for, if it came; else the person is told. */
  async orTell<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }

  #keep(stays: (shown: Shown) => boolean): void {
    this.set({ shown: this.state.shown.filter(stays) });
  }
}

const isSame = (one: Message, other: Message): boolean =>
  one.text === other.text && one.subject === other.subject;
