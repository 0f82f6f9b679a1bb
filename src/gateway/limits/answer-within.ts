/** An answer that did not come in time. */
export class TooLateError extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'TooLateError';
  }
}

/**
 * Waits for an answer, but not for long. When the time is up, what has arrived is read first: a
 * process that was busy itself must not blame the other side.
 *
 * @throws {TooLateError} when there is none in time
 */
export function answerWithin<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // Timers come before input in a turn of the event loop, immediates after it.
    const timer = setTimeout(() => setImmediate(() => reject(new TooLateError(ms))), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
