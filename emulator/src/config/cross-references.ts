import type { Application } from './application.schema.js';
import type { Policy } from './policy.schema.js';
import type { UserEntry } from './user.schema.js';

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What is checked; a further tenant without a `tenant` is the first one as another product. */
interface Tenants extends Entries {
  readonly provider: string;
  readonly tenant: { readonly name: string; readonly id: string };
  readonly furtherTenants: readonly (Entries & {
    readonly provider: string;
    readonly name?: string | undefined;
    readonly tenant?: { readonly name: string; readonly id: string } | undefined;
  })[];
}

interface Entries {
  readonly otherTenants: readonly string[];
  readonly policies: readonly Policy[];
  readonly applications: readonly Application[];
  readonly users: readonly UserEntry[];
}

/** Faults that involve several entries: duplicate names, and permissions on APIs or scopes that do not exist. */
export function crossReferenceFaults(config: Tenants): Fault[] {
  return [
    ...faultsOfTenant(config),
    ...config.furtherTenants.flatMap((entries, index) =>
      faultsOfTenant(entries).map(({ path, message }) => ({
        path: ['furtherTenants', index, ...path],
        message,
      })),
    ),
    ...furtherTenantFaults(config),
  ];
}

function faultsOfTenant({ policies, applications, users, otherTenants }: Entries): Fault[] {
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

// Names must differ, and one tenant is played once per product: addresses would be ambiguous.
function furtherTenantFaults({ provider, tenant, furtherTenants }: Tenants): Fault[] {
  const names = new Set<string>([provider]);
  const tenants = new Set([`${family(provider)} ${tenant.id}`]);
  return furtherTenants.flatMap((further, index) => {
    const path = ['furtherTenants', index];
    const name = further.name ?? further.provider;
    const played = `${family(further.provider)} ${(further.tenant ?? tenant).id}`;
    const faults = [
      ...(names.has(name) ? [{ path: [...path, 'name'], message: `"${name}" is used twice` }] : []),
      ...(tenants.has(played)
        ? [{ path: [...path, 'tenant'], message: 'this tenant has these addresses already' }]
        : []),
      ...(further.tenant === undefined && further.users.length > 0
        ? [{ path: [...path, 'users'], message: 'a shared tenant has the people of the top level' }]
        : []),
    ];
    names.add(name);
    tenants.add(played);
    return faults;
  });
}

// Entra ID and External ID have the same address forms.
function family(provider: string): string {
  return provider === 'b2c' ? provider : 'entra';
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
