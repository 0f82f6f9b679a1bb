import { resolve } from 'node:path';
import { folderPaths } from '../certificates/index.js';
import { productName } from '../config/index.js';
import type { Emulator } from '../emulator.options.js';

/** Text that the command prints after the start. */
export function startMessage(emulator: Emulator, folder: string, control: boolean): string {
  const { config, httpOrigin, httpsOrigin, issuer } = emulator;
  const rows: [string, string][] = [
    ['HTTP', httpOrigin],
    ['HTTPS', httpsOrigin ?? 'off'],
    ['Issuer', issuer],
    ...discoveryRows(emulator),
    ...config.applications.map(({ name, clientId }): [string, string] => [name, clientId]),
    ...config.users
      .filter((user) => user.demo)
      .map((user): [string, string] => ['Demo sign-in', `${user.email}   ${user.password}`]),
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

/** B2C has one discovery document per policy, the other products one per tenant. */
function discoveryRows(emulator: Emulator): [string, string][] {
  const { provider, policies, otherTenants } = emulator.config;
  const tenants = otherTenants.length > 0 ? [...otherTenants, 'organizations'] : [];
  return provider === 'b2c'
    ? policies.map(({ id }) => [id, emulator.discoveryUrl(id)])
    : [
        ['Tenant', emulator.discoveryUrl()],
        ...tenants.map((name): [string, string] => [name, emulator.discoveryUrl(name)]),
      ];
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
