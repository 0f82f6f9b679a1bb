/** A promise was not settled in time. */
export class TimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'TimeoutError';
  }
}

/**
 * Waits for a promise, with a limit. When the time is up, input that has already arrived is processed
 * first, so that a process that was busy itself does not blame the other side.
 *
 * @throws {TimeoutError} when the promise is not settled in time
 */
export function withTimeout<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // In a turn of the event loop timers run before input is read, and immediates after it.
    const timer = setTimeout(
      () => setImmediate(() => reject(new TimeoutError(timeoutMs))),
      timeoutMs,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
