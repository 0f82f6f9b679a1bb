import { ownerKey, ownerKeyIn, type Caller } from '../auth/index.js';

/** What a person's token must carry, and what lets an application do the same for everybody. */
export const readAccess = {
  scopes: ['tasks.read'],
  appPermissions: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
} as const;
/** The same for adding, changing and deleting. */
export const writeAccess = {
  scopes: ['tasks.write'],
  appPermissions: ['Tasks.ReadWrite.All'],
} as const;

/**
 * Whose tasks a caller reaches: its own, or as an application those of its whole tenant. Never those
 * of another tenant: the permission was given by one tenant for its own people.
 */
export type TaskReach = { readonly owner: string } | { readonly tenant: string };

/** Guards have let the caller pass; this says how far. */
export function reachOf(
  caller: Caller,
  { appPermissions }: typeof readAccess | typeof writeAccess,
): TaskReach {
  const names: readonly string[] = appPermissions;
  return caller.isApp && caller.appPermissions.some((name) => names.includes(name))
    ? { tenant: caller.tenant }
    : { owner: ownerKey(caller) };
}

/**
 * Whose tasks a list holds. Only a caller that reaches its whole tenant may name somebody else.
 *
 * @param objectId of a person or application of the same tenant
 * @returns undefined when the caller may not name anybody
 */
export function listedOwner(caller: Caller, objectId: string | undefined): string | undefined {
  if (objectId === undefined) return ownerKey(caller);
  return 'tenant' in reachOf(caller, readAccess) ? ownerKeyIn(caller.tenant, objectId) : undefined;
}
