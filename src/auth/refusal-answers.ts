import { Inject, Injectable } from '@nestjs/common';
import { toException, type AuthException } from './auth.exception.js';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { Refusal } from './refusal.js';

/** The part of a reply that a refusal writes to. */
export interface HeaderSink {
  header(name: string, value: string): unknown;
}

/** Turns refusals into answers, and counts them by reason. */
@Injectable()
export class RefusalAnswers {
  readonly #counts = new Map<string, number>();

  constructor(@Inject(AUTH_OPTIONS) private readonly options: AuthOptions) {}

  /**
   * The exception to throw. Its headers are set on the reply at once, since the filter of another
   * application would not know of them.
   */
  answer(refusal: Refusal, reply: HeaderSink): AuthException {
    const exception = toException(refusal, this.options);
    for (const [name, value] of Object.entries(exception.headers)) reply.header(name, value);
    this.#counts.set(exception.reason, (this.#counts.get(exception.reason) ?? 0) + 1);
    return exception;
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
