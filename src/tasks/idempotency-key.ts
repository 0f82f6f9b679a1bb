import { InvalidInputException } from '../errors/index.js';

/**
 * Reads an `Idempotency-Key` header: the caller's own name for a request.
 *
 * @throws {InvalidInputException} unless it is 1 to 255 visible ASCII characters
 */
export function parseIdempotencyKey(field: string | undefined): string | undefined {
  if (field === undefined || /^[\x21-\x7e]{1,255}$/.test(field)) return field;
  throw new InvalidInputException([
    { path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters, sent once' },
  ]);
}
