import { keyHelp } from './keys.mjs';
import { apiOrigin, emulatorOrigin, singlePageOrigin, webOrigin } from './services.mjs';

/**
 * The message that is shown once everything runs: every address and the demo sign-in.
 *
 * @param {{ email: string, password: string }} demoUser
 * @param {boolean} withKeys whether single keys are listened to
 */
export function startMessage(demoUser, withKeys) {
  const rows = [
    ['Start page', `${apiOrigin}/`],
    ['Documentation page', `${apiOrigin}/docs`],
    ['Single-page client', `${singlePageOrigin}/`],
    ['Web client', `${webOrigin}/`],
    ['Local Azure AD B2C', `${emulatorOrigin}/   and https://localhost:8443/`],
    ['Emulator console', `${emulatorOrigin}/__emulator/console`],
    ['Demo sign-in', `${demoUser.email}   ${demoUser.password}`],
  ];
  const parse = `node -pe 'JSON.parse(require("fs").readFileSync(0)).token'`;
  const token = `$(curl -s -X POST ${emulatorOrigin}/__emulator/tokens | ${parse})`;
  const keys = withKeys
    ? `\nKeys:\n\n${keyHelp.map(([key, does]) => `  ${key}  ${does}`).join('\n')}\n`
    : '';
  return `
Everything runs, with no account anywhere. Ctrl-C stops it all.

${rows.map(([name, value]) => `  ${name.padEnd(20)}${value}`).join('\n')}

Sign in on the documentation page, or call the API as the demo person:

  curl -s ${apiOrigin}/tasks -H "Authorization: Bearer ${token}"
${keys}`;
}
