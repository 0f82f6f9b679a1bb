import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemContent } from './problem.schema.js';

/**
 * Documents the errors that are particular to a route. Those that every protected route has are
 * added to the whole document.
 *
 * @param descriptions of each error, by its status
 */
export function ApiProblems(descriptions: Readonly<Record<number, string>>): MethodDecorator {
  return applyDecorators(
    ...Object.entries(descriptions).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, content: problemContent }),
    ),
  );
}
