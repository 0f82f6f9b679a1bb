import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemContent } from './problem.schema.js';

const descriptions = {
  404: 'There is no such task, or it is somebody else’s.',
  412: 'The task has changed since.',
  413: 'The body is larger than 100 kB.',
  415: 'The body is not application/json, or compressed.',
  422: 'The Idempotency-Key was used with another body.',
};

/**
 * Documents the errors that are particular to a route. Those that every protected route has are
 * added to the whole document.
 */
export function ApiProblems(...statuses: (keyof typeof descriptions)[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({ status, description: descriptions[status], content: problemContent }),
    ),
  );
}
