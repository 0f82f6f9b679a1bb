import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidInput } from './invalid-input.exception.js';

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
