// The services that `npm run dev` starts, in this order, and the settings that connect them.
import { fileURLToPath } from 'node:url';

/** @typedef {{ name: string, project?: string, main: string[], ports: number[], cwd?: string, env?: Record<string, string>, watchesItself?: boolean }} Service */

/** API and web client read `.env` in their working directory. The one at the top is for a real tenant. */
const folderWithoutEnvFile = fileURLToPath(new URL('.', import.meta.url));
const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const emulatorOrigin = 'http://localhost:8080';
export const apiOrigin = 'http://localhost:8000';
export const webOrigin = 'http://localhost:5000';
export const singlePageOrigin = 'http://localhost:3000';

/**
 * @param {{ clientIds: Record<'api' | 'documentation' | 'web', string>, webSecret: string,
 *   demoUser?: { email: string, password: string } }} registered in the emulator's default set-up
 * @returns {Service[]}
 */
export function services({ clientIds, webSecret, demoUser }) {
  const scopes = `https://contoso.onmicrosoft.com/${clientIds.api}`;
  return [
    {
      name: 'emulator',
      project: 'emulator/tsconfig.build.json',
      main: ['emulator/dist/cli/main.js', '--control', '--state', '.b2c-emulator/users.json'],
      ports: [8080, 8443],
    },
    {
      name: 'api',
      project: 'tsconfig.build.json',
      main: [fromRoot('dist/main.js')],
      ports: [8000],
      cwd: folderWithoutEnvFile,
      env: {
        DATA_DIR: fromRoot('data'),
        HOST: '127.0.0.1',
        PORT: '8000',
        PUBLIC_URL: apiOrigin,
        IDENTITY_PROVIDER: 'b2c',
        TENANT_NAME: 'contoso',
        APP_CLIENT_ID: clientIds.api,
        APPLICATION_CLIENTS: clientIds.daemon,
        OPENAPI_CLIENT_ID: clientIds.documentation,
        AUTH_POLICY_NAME: 'B2C_1_signupsignin,B2C_1_editprofile,B2C_1_resetpassword',
        AUTHORITY_HOST: emulatorOrigin,
        CORS_ORIGINS: singlePageOrigin,
        // With the local provider and HOST, this makes the start page and the explanations of refusals.
        NODE_ENV: 'development',
        DEVELOPMENT_LINKS: `Single-page client=${singlePageOrigin}/,Web client=${webOrigin}/`,
        ...(demoUser && { DEVELOPMENT_SIGN_IN: `${demoUser.email}:${demoUser.password}` }),
      },
    },
    {
      name: 'web',
      project: 'clients/web/tsconfig.build.json',
      main: [fromRoot('clients/web/dist/main.js')],
      ports: [5000],
      cwd: folderWithoutEnvFile,
      env: {
        HOST: '127.0.0.1',
        PORT: '5000',
        B2C_TENANT_NAME: 'contoso',
        CLIENT_ID: clientIds.web,
        CLIENT_SECRET: webSecret,
        SIGNUPSIGNIN_USER_FLOW: 'B2C_1_signupsignin',
        EDITPROFILE_USER_FLOW: 'B2C_1_editprofile',
        RESETPASSWORD_USER_FLOW: 'B2C_1_resetpassword',
        AUTHORITY_HOST: emulatorOrigin,
        REDIRECT_URI: `${webOrigin}/getAToken`,
        ENDPOINT: `${apiOrigin}/tasks`,
        SCOPE: `${scopes}/tasks.read ${scopes}/tasks.write`,
        SESSION_SECRET: 'for this machine only: it protects nobody',
      },
    },
    {
      // Vite compiles it, and its default settings are the local ones.
      name: 'spa',
      watchesItself: true,
      main: ['node_modules/vite/bin/vite.js', 'clients/spa'],
      ports: [3000],
    },
  ];
}
