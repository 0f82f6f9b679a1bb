import { createHash } from 'node:crypto';

/** A value of a profile attribute. */
export type AttributeValue = string | number | boolean;

/** A person with a local account. */
export interface User {
  id: string;
  email: string;
  attributes: Readonly<Record<string, AttributeValue>>;
  idp?: string | undefined;
  tenantId?: string | undefined;
  guest: boolean;
  roles: readonly string[];
  groupOverage: boolean;
}

/** A GUID that is always the same for the same text: ids survive a restart without a state file. */
export function derivedGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
