import {
  HttpException,
  NotFoundException,
  PreconditionFailedException,
  UnprocessableEntityException,
} from '@nestjs/common';

/** Somebody else's task is told apart from none at all by nobody. */
export class TaskNotFoundException extends NotFoundException {
  readonly reason = 'task_not_found';

  constructor() {
    super('There is no such task.');
  }
}

/** The precondition of a change does not hold: RFC 9110 section 13.1.1. */
export class TaskChangedException extends PreconditionFailedException {
  readonly reason = 'task_changed';

  constructor() {
    super('The task has changed since. Get it again and send its ETag as If-Match.');
  }
}

/** A key came with another body than the first time. */
export class IdempotencyKeyReusedException extends UnprocessableEntityException {
  readonly reason = 'idempotency_key_reused';

  constructor() {
    super('This Idempotency-Key was used with another body. Use a new key for another task.');
  }
}

/** RFC 9110 section 15.4.5: what the caller has is still right. An answer without a body. */
export class NotModifiedException extends HttpException {
  constructor(readonly headers: Readonly<Record<string, string>>) {
    super('Not Modified', 304);
  }
}
