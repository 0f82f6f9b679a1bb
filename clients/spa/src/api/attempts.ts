import { Store } from '../store.js';
import { secondsToWait } from './back-off.js';
import { Trouble } from './trouble.js';

/** The trouble that is being waited out, and when the next try is due. */
export interface Waiting {
  readonly trouble?: Trouble | undefined;
  readonly secondsLeft: number;
}

/**
 * Makes calls one after the other, so that answers come in the order of what the person did, and
 * tries again what may pass.
 */
export class Attempts extends Store<Waiting> {
  #last: Promise<unknown> = Promise.resolve();
  #decide: (decision: 'try' | 'give up') => void = () => undefined;

  constructor() {
    super({ secondsLeft: 0 });
  }

  /** @throws Trouble that does not pass, or that the person gave up on */
  make<T>(call: () => Promise<T>): Promise<T> {
    const made = this.#last.then(() => this.#untilItWorks(call));
    this.#last = made.catch(() => undefined);
    return made;
  }

  tryNow(): void {
    this.#decide('try');
  }

  giveUp(): void {
    this.#decide('give up');
  }

  async #untilItWorks<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await call();
        this.set({ trouble: undefined });
        return result;
      } catch (error) {
        const goesOn =
          error instanceof Trouble && error.passes && (await this.#wait(error, attempt));
        if (goesOn) continue;
        this.set({ trouble: undefined });
        throw error;
      }
    }
  }

  /** @returns whether to try again */
  #wait(trouble: Trouble, attempt: number): Promise<boolean> {
    const secondsLeft = secondsToWait(attempt, trouble.retryAfterSeconds, Math.random());
    this.set({ trouble, secondsLeft });
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        this.set({ secondsLeft: this.state.secondsLeft - 1 });
        if (this.state.secondsLeft <= 0) this.#decide('try');
      }, 1_000);
      this.#decide = (decision) => {
        clearInterval(timer);
        this.#decide = () => undefined;
        resolve(decision === 'try');
      };
    });
  }
}
