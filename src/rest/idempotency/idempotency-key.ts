import { createHash } from 'node:crypto';
import { UnprocessableEntityException } from '@nestjs/common';
import { InvalidInputException, type ProblemException } from '../../errors/index.js';

/**
 * Reads an `Idempotency-Key` header: a name that the caller gives a request
 * (draft-ietf-httpapi-idempotency-key-header).
 *
 * @throws {InvalidInputException} unless it is 1 to 255 visible ASCII characters
 */
export function parseIdempotencyKey(field: string | undefined): string | undefined {
  if (field === undefined || /^[\x21-\x7e]{1,255}$/.test(field)) {
    return field;
  }
  throw new InvalidInputException([
    { path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters, sent once' },
  ]);
}

/** A key came with another body than the first time. */
export class IdempotencyKeyReusedException
  extends UnprocessableEntityException
  implements ProblemException
{
  readonly reason = 'idempotency_key_reused';

  /** @param noun what is being added: "task" */
  constructor(noun: string) {
    super(`This Idempotency-Key was used with another body. Use a new key for another ${noun}.`);
  }
}

/** The columns of every resource that do not come from the body of the request. */
export interface GeneratedColumns {
  readonly id: string;
  /** Who it belongs to: `ownerKey` of the caller. */
  readonly owner: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly version: number;
}

const generatedColumns: Readonly<Record<keyof GeneratedColumns, true>> = {
  id: true,
  owner: true,
  created_at: true,
  updated_at: true,
  version: true,
};

/**
 * A digest of what a body means: of every column of the new row except those that the server
 * generates. Equal meanings have equal digests, whatever their spelling: one time in two time zones,
 * or a default that is sent or left out.
 *
 * @param row columns always in the same order
 */
export function digestContent(row: GeneratedColumns): string {
  const content = Object.entries(row).filter(([column]) => !(column in generatedColumns));
  const values = content.map(([, value]) => value as unknown);
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
