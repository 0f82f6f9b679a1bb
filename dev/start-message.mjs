import { keyHelp } from './keys.mjs';
import { demoSignIns, metricsOrigin, movedSinglePageOrigin } from './migration.mjs';
import { apiOrigin, emulatorOrigin, singlePageOrigin, webOrigin } from './services.mjs';

/**
 * The message that is shown once everything runs: every address and the demo sign-in.
 *
 * @param {{ demoUser: { email: string, password: string }, migration: boolean, withKeys: boolean }} how
 *   withKeys: whether single keys are listened to
 */
export function startMessage({ demoUser, migration, withKeys }) {
  const rows = migration ? migrationRows(demoUser) : plainRows(demoUser);
  const width = Math.max(...rows.map(([name]) => name.length)) + 3;
  const parse = `node -pe 'JSON.parse(require("fs").readFileSync(0)).token'`;
  const token = `$(curl -s -X POST ${emulatorOrigin}/__emulator/tokens | ${parse})`;
  const help = keyHelp.filter(({ only }) => only !== 'migration' || migration);
  const keys = withKeys
    ? `\nKeys:\n\n${help.map(({ key, does }) => `  ${key}  ${does}`).join('\n')}\n`
    : '';
  return `
Everything runs, with no account anywhere. Ctrl-C stops it all.

${rows.map(([name, value]) => `  ${name.padEnd(width)}${value}`).join('\n')}
${migration ? migrationHint : ''}
Sign in on the documentation page, or call the API as the demo person:

  curl -s ${apiOrigin}/tasks -H "Authorization: Bearer ${token}"
${keys}`;
}

const signIn = ({ email, password }) => `${email}   ${password}`;

function plainRows(demoUser) {
  return [
    ['Start page', `${apiOrigin}/`],
    ['Documentation page', `${apiOrigin}/docs`],
    ['Single-page client', `${singlePageOrigin}/`],
    ['Web client', `${webOrigin}/`],
    ['Local Azure AD B2C', `${emulatorOrigin}/   and https://localhost:8443/`],
    ['Emulator console', `${emulatorOrigin}/__emulator/console`],
    ['Demo sign-in', signIn(demoUser)],
  ];
}

function migrationRows(demoUser) {
  return [
    ['Board, through B2C', `${singlePageOrigin}/`],
    ['Board, through External ID', `${movedSinglePageOrigin}/`],
    ['Web client, through External ID', `${webOrigin}/`],
    ['Documentation page, through each', `${apiOrigin}/docs`],
    ['Local identity providers', `${emulatorOrigin}/   and https://localhost:8443/`],
    ['Emulator console', `${emulatorOrigin}/__emulator/console`],
    ['Who used which, for Prometheus', `${metricsOrigin}/metrics`],
    ['Sign-in at b2c and external-id', signIn(demoUser)],
    ...demoSignIns.map(({ provider, ...person }) => [`Sign-in at ${provider}`, signIn(person)]),
  ];
}

const migrationHint = `
B2C and External ID are one tenant: add a task on one board, and see it on the other. At new-tenant the same
person has another object id, and a claim that names the one in B2C.
`;
