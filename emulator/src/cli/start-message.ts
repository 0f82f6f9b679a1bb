import { resolve } from 'node:path';
import { folderPaths } from '../certificates/index.js';
import type { Emulator } from '../emulator.options.js';

/** What the command prints once the emulator is up. */
export function startMessage(emulator: Emulator, folder: string, control: boolean): string {
  const { config, httpOrigin, httpsOrigin, issuer } = emulator;
  const rows: [string, string][] = [
    ['HTTP', httpOrigin],
    ['HTTPS', httpsOrigin ?? 'off'],
    ['Issuer', issuer],
    ...config.policies.map(({ id }): [string, string] => [id, emulator.discoveryUrl(id)]),
    ...config.applications.map(({ name, clientId }): [string, string] => [name, clientId]),
    ...config.users
      .filter((user) => user.demo)
      .map((user): [string, string] => ['Demo sign-in', `${user.email}   ${user.password}`]),
    ['Control API', control ? `${httpOrigin}/__emulator/` : 'off (--control turns it on)'],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    'Local emulator of Azure AD B2C. Not for production: listens on this machine only.',
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(httpsOrigin === undefined ? [] : trustHints(resolve(folderPaths(folder).ca))),
    '',
  ].join('\n');
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
