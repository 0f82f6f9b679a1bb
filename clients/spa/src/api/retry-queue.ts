import { Store } from '../state/index.js';
import { ApiError } from './api-error.js';

/** The error that is being waited out, and when the next attempt is due. */
export interface RetryState {
  readonly error?: ApiError | undefined;
  readonly secondsLeft: number;
}

const maxDelaySeconds = 30;

/**
 * Seconds before the next attempt: those of `Retry-After`, else exponential back-off up to half a
 * minute. Up to a quarter is added at random, so that clients do not return all at once.
 *
 * @param random between 0 and 1
 */
export function retryDelaySeconds(
  attempt: number,
  retryAfterSeconds: number | undefined,
  random: number,
): number {
  if (retryAfterSeconds !== undefined) {
    return Math.max(1, retryAfterSeconds);
  }
  return Math.ceil(Math.min(maxDelaySeconds, 2 ** attempt) * (1 + random / 4));
}

/** Makes API calls one after the other, in the order of what the person did, and retries them. */
export class RetryQueue extends Store<RetryState> {
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;
  #endWait: (decision: 'retry' | 'cancel') => void = () => undefined;

  constructor() {
    super({ secondsLeft: 0 });
  }

  /** @throws ApiError that is not retryable, or whose retries were cancelled */
  run<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#retry(call));
    this.#running++;
    this.#last = result.catch(() => undefined).finally(() => this.#running--);
    return result;
  }

  /** Whether calls are on their way, or wait for their turn. */
  get busy(): boolean {
    return this.#running > 0;
  }

  retryNow(): void {
    this.#endWait('retry');
  }

  cancel(): void {
    this.#endWait('cancel');
  }

  async #retry<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await call();
        this.set({ error: undefined });
        return result;
      } catch (error) {
        const retryable = error instanceof ApiError && error.retryable;
        if (retryable && (await this.#wait(error, attempt)) === 'retry') {
          continue;
        }
        this.set({ error: undefined });
        throw error;
      }
    }
  }

  #wait(error: ApiError, attempt: number): Promise<'retry' | 'cancel'> {
    const secondsLeft = retryDelaySeconds(attempt, error.retryAfterSeconds, Math.random());
    this.set({ error, secondsLeft });
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        this.set({ secondsLeft: this.state.secondsLeft - 1 });
        if (this.state.secondsLeft <= 0) {
          this.#endWait('retry');
        }
      }, 1_000);
      const onOnline = () => this.#endWait('retry');
      // After other errors, the server may have said how long to wait.
      if (error.kind === 'network') {
        addEventListener('online', onOnline);
      }
      this.#endWait = (decision) => {
        clearInterval(timer);
        removeEventListener('online', onOnline);
        this.#endWait = () => undefined;
        resolve(decision);
      };
    });
  }
}
