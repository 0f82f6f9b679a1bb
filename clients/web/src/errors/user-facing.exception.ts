import { HttpException } from '@nestjs/common';

/** What the person is told when something failed, and how to continue. */
export interface ErrorDescription {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** A link to continue with; the page offers the home page in any case. */
  readonly link?: { readonly label: string; readonly href: string } | undefined;
  /** What the person typed into the form: it is shown so that it is not lost. */
  readonly draft?: string | undefined;
  /** Seconds, for the `Retry-After` header of this client's own response (RFC 9110 section 10.2.3). */
  readonly retryAfter?: number;
  /** A stable code for the log, never shown. */
  readonly reason: string;
}

/** An error whose description is shown to the person. Everything else that is thrown becomes a 500. */
export class UserFacingException extends HttpException {
  constructor(readonly description: ErrorDescription) {
    super(description.title, description.status);
  }
}
