import { NotFoundException, PreconditionFailedException } from '@nestjs/common';
import type { ProblemException } from '../errors/index.js';
import type { Precondition } from '../rest/index.js';

/** The same for a task of somebody else as for one that does not exist. */
export class TaskNotFoundException extends NotFoundException implements ProblemException {
  readonly reason = 'task_not_found';

  constructor() {
    super('There is no such task.');
  }
}

/** `If-Match` does not hold: RFC 9110 section 13.1.1. */
export class TaskChangedException extends PreconditionFailedException implements ProblemException {
  readonly reason = 'task_changed';

  /** @param versions what `If-Match` names */
  constructor(versions: Precondition) {
    super(
      versions.length > 0
        ? 'The task has changed since. Get it again and send its ETag as If-Match.'
        : 'If-Match holds no ETag of a task. Send the ETag as it was received; a proxy on the way may have rewritten it.',
    );
  }
}
