import type { Type } from '@nestjs/common';
import type { Migration } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { DocumentedScope } from '../openapi/index.js';

/** What a route asks of a token: the scope of a person, and what stands for it in an application's. */
export interface ResourceAccess {
  readonly scopes: readonly string[];
  readonly appPermissions: readonly string[];
}

/** Everything that the application has to know of a resource. */
export interface Resource {
  /** Its operations carry this tag in the OpenAPI document. */
  readonly tag: string;
  readonly description: string;
  /** The scopes that people grant a client, in words that they understand. */
  readonly scopes: readonly DocumentedScope[];
  /** Its tables, by names that start with a number. One that has been released is never changed. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** Its tables; each has a column `owner`. */
  readonly tables: readonly string[];
  /** What its rows are called where `createQuotaTriggers` counts them; left out, they are not counted. */
  readonly counted?: string;
  /** Its controllers and providers. */
  readonly module: Type;
}

/** What identifies a new row, and when it was added. */
export function generateColumns(owner: string) {
  const id = uuidv7();
  const now = timestampOf(id);
  return { id, owner, created_at: now, updated_at: now, version: 1 };
}

/**
 * The time that a UUIDv7 starts with (RFC 9562 section 5.7), in milliseconds since 1970. Within a
 * process it never runs backwards, even if the clock does. So a new row never comes before a page of
 * a list that was already read.
 */
function timestampOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
