import { BadRequestException, StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldError, ProblemException } from './problem.js';

/** The structural part of a Standard Schema issue (https://standardschema.dev). */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly keys?: readonly string[];
}

/** A body or query that breaks its schema. Names every fault at once. */
export class InvalidInputException extends BadRequestException implements ProblemException {
  readonly reason = 'invalid_input';

  constructor(readonly errors: readonly FieldError[]) {
    super('The request is not valid. Each entry of "errors" names one fault.');
  }
}

/** How many faults are listed at most: a body can be made to have thousands. */
const maxErrors = 50;

/** From the issues that a schema reports. */
export function invalidInput(issues: readonly Issue[]): InvalidInputException {
  return new InvalidInputException(issues.flatMap(fieldErrors).slice(0, maxErrors));
}

/** zod reports all unknown properties of an object as one issue, with their names beside it. */
function fieldErrors({ path = [], message, keys }: Issue): FieldError[] {
  const names = path.map((part) => String(typeof part === 'object' ? part.key : part));
  return keys
    ? keys.map((key) => ({ path: [...names, key].join('.'), message: 'is not known here' }))
    : [{ path: names.join('.'), message }];
}

/** Validates bodies and queries by the schema of their parameter, and reports every fault. */
export class InputValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: invalidInput });
  }

  /**
   * Nest would drop properties named like parts of a prototype before the schema sees them. Here
   * they are unknown properties like any other, which a caller is told of; the parsers of body and
   * query make them plain own properties, so they do no harm.
   */
  protected override stripProtoKeys(): void {}
}
