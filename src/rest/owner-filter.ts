import { sql, type SqlBool } from 'kysely';
import { ownerKey, ownerKeyIn, type Caller } from '../auth/index.js';
import type { ResourceAccess } from './resource.js';

/**
 * Whose rows a caller may touch: its own, or as an application those of its whole tenant. Never those
 * of another tenant: a tenant grants a permission for its own people only.
 */
export type OwnerFilter = { readonly owner: string } | { readonly ownerPrefix: string };

/**
 * Whose rows a caller may touch on a route. The guards have already checked that it may use the
 * route.
 */
export function ownerFilterFor(caller: Caller, { appPermissions }: ResourceAccess): OwnerFilter {
  return caller.isApp && caller.appPermissions.some((name) => appPermissions.includes(name))
    ? { ownerPrefix: ownerKeyIn(caller.tenant, '') }
    : { owner: ownerKey(caller) };
}

/**
 * Whose rows a caller asks to list. Only an application that may read its whole tenant can name
 * somebody else.
 *
 * @param objectId of a person or application of the same tenant; left out, the caller itself
 * @returns undefined when the caller may not name anybody
 */
export function requestedOwner(
  caller: Caller,
  access: ResourceAccess,
  objectId: string | undefined,
): string | undefined {
  if (objectId === undefined) {
    return ownerKey(caller);
  }
  return 'ownerPrefix' in ownerFilterFor(caller, access)
    ? ownerKeyIn(caller.tenant, objectId)
    : undefined;
}

/** The condition of a statement on a table with a column `owner`. Looked up by id besides. */
export function ownerMatches(filter: OwnerFilter) {
  if ('owner' in filter) {
    return sql<SqlBool>`owner = ${filter.owner}`;
  }
  const { ownerPrefix } = filter;
  return sql<SqlBool>`substr(owner, 1, length(${ownerPrefix})) = ${ownerPrefix}`;
}
