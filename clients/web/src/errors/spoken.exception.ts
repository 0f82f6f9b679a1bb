import { HttpException } from '@nestjs/common';

/** What a person is told when something did not work, and how to go on from there. */
export interface SpokenFailure {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** A link that leads on; the home page where there is none. */
  readonly wayOn?: { readonly label: string; readonly href: string } | undefined;
  /** What the person typed into the form, to be shown so that it is not lost. */
  readonly typed?: string | undefined;
  /** Seconds, for a `Retry-After` of our own answer. */
  readonly retryAfter?: number;
  /** A stable code for the log, never shown. */
  readonly reason: string;
}

/** A failure that is told to the person as it stands. Whatever else is thrown becomes a bare 500. */
export class SpokenException extends HttpException {
  constructor(readonly failure: SpokenFailure) {
    super(failure.title, failure.status);
  }
}
