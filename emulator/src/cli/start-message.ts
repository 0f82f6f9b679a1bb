import { resolve } from 'node:path';
import { folderPaths } from '../certificates/index.js';
import { type Config, productName } from '../config/index.js';
import type { EmulatedTenant } from '../emulated-tenant.js';
import type { Emulator } from '../emulator.options.js';

/** Text that the command prints after the start. */
export function startMessage(emulator: Emulator, folder: string, control: boolean): string {
  const { config, httpOrigin, httpsOrigin, tenants } = emulator;
  const rows: [string, string][] = [
    ['HTTP', httpOrigin],
    ['HTTPS', httpsOrigin ?? 'off'],
    ...tenants.flatMap((tenant) => tenantRows(tenant, tenants.length > 1)),
    ...demoUsers(tenants).map((user): [string, string] => [
      'Demo sign-in',
      `${user.email}   ${user.password}`,
    ]),
    ...(control
      ? [['Console', `${httpOrigin}/__emulator/console`] satisfies [string, string]]
      : []),
    ['Control API', control ? `${httpOrigin}/__emulator/` : 'off (--control turns it on)'],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `Local emulator of ${productName(config)}. Not for production: listens on this machine only.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(httpsOrigin === undefined ? [] : trustHints(resolve(folderPaths(folder).ca))),
    '',
  ].join('\n');
}

function tenantRows(tenant: EmulatedTenant, named: boolean): [string, string][] {
  const { config, issuer } = tenant;
  return [
    ...(named ? [[`${productName(config)}:`, tenant.name] satisfies [string, string]] : []),
    ['Issuer', issuer],
    ...discoveryRows(tenant),
    ...config.applications.map(({ name, clientId }): [string, string] => [name, clientId]),
  ];
}

/** B2C has one discovery document per policy, the other products one per tenant. */
function discoveryRows(tenant: EmulatedTenant): [string, string][] {
  const { provider, policies, otherTenants } = tenant.config;
  const names = otherTenants.length > 0 ? [...otherTenants, 'organizations'] : [];
  return provider === 'b2c'
    ? policies.map(({ id }) => [id, tenant.discoveryUrl(id)])
    : [
        ['Tenant', tenant.discoveryUrl()],
        ...names.map((name): [string, string] => [name, tenant.discoveryUrl(name)]),
      ];
}

// Products of one tenant have the same people: each is listed once.
function demoUsers(tenants: readonly EmulatedTenant[]): Config['users'] {
  const users = tenants.flatMap(({ config }) => config.users).filter((user) => user.demo);
  return [...new Map(users.map((user) => [user.email, user])).values()];
}

function trustHints(ca: string): string[] {
  return [
    '',
    '  To trust the HTTPS certificate, once per machine:',
    `    Node      NODE_EXTRA_CA_CERTS="${ca}" node app.js`,
    `    Chrome    certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n b2c-emulator -i "${ca}"   (Linux)`,
    '    Firefox   Settings > Privacy & Security > View Certificates > Authorities > Import',
    `    macOS     security add-trusted-cert -k ~/Library/Keychains/login.keychain-db "${ca}"`,
    `    Windows   certutil -user -addstore Root "${ca}"`,
    `    curl      curl --cacert "${ca}" …`,
  ];
}
