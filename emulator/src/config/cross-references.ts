import type { Application } from './application.schema.js';
import type { Policy } from './policy.schema.js';
import type { UserEntry } from './user.schema.js';

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

interface Entries {
  readonly otherTenants: readonly string[];
  readonly policies: readonly Policy[];
  readonly applications: readonly Application[];
  readonly users: readonly UserEntry[];
}

/** Faults that involve several entries: duplicate names, and permissions on APIs or scopes that do not exist. */
export function crossReferenceFaults(entries: Entries): Fault[] {
  const { policies, applications, users, otherTenants } = entries;
  return [
    ...users.flatMap(({ tenantId }, index) =>
      tenantId === undefined || otherTenants.includes(tenantId)
        ? []
        : [{ path: ['users', index, 'tenantId'], message: 'is none of otherTenants' }],
    ),
    ...repeats(policies, 'id', ['policies']),
    ...repeats(applications, 'clientId', ['applications']),
    ...repeats(users, 'email', ['users']),
    ...applications.flatMap((application, index) =>
      permissionFaults(applications, application, index),
    ),
  ];
}

function repeats<T>(entries: readonly T[], key: keyof T & string, path: string[]): Fault[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const name = String(entry[key]).toLowerCase();
    const repeated = seen.has(name);
    seen.add(name);
    return repeated
      ? [{ path: [...path, index, key], message: `"${String(entry[key])}" is used twice` }]
      : [];
  });
}

function permissionFaults(
  applications: readonly Application[],
  application: Application,
  index: number,
): Fault[] {
  return application.permissions.flatMap((permission, at) => {
    const path = ['applications', index, 'permissions', at];
    const resource = applications.find(({ clientId }) => clientId === permission.resource);
    if (!resource) {
      return [{ path: [...path, 'resource'], message: 'no application has this id' }];
    }
    return [
      ...missing(permission.scopes, resource.scopes, [...path, 'scopes'], resource.name),
      ...missing(permission.roles, resource.appRoles, [...path, 'roles'], resource.name),
    ];
  });
}

function missing(
  wanted: readonly string[],
  exposed: readonly string[],
  path: (string | number)[],
  api: string,
): Fault[] {
  return wanted.flatMap((value, index) =>
    exposed.includes(value)
      ? []
      : [{ path: [...path, index], message: `"${api}" does not expose "${value}"` }],
  );
}
