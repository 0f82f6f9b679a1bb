// What `npm run dev` starts, in this order, and what each needs to know of the others.

/** @typedef {{ name: string, project: string, main: string[], ports: number[], env?: Record<string, string>, quietUntil?: string }} Service */

export const emulatorOrigin = 'http://localhost:8080';
export const apiOrigin = 'http://localhost:8000';

/**
 * @param {{ api: string, documentation: string }} clientIds of the emulator's default set-up
 * @returns {Service[]}
 */
export function services(clientIds) {
  return [
    {
      name: 'emulator',
      project: 'emulator/tsconfig.build.json',
      main: ['emulator/dist/cli.js', '--control', '--state', '.b2c-emulator/users.json'],
      ports: [8080, 8443],
    },
    {
      name: 'api',
      project: 'tsconfig.build.json',
      main: ['dist/main.js'],
      ports: [8000],
      env: {
        HOST: '127.0.0.1',
        PORT: '8000',
        PUBLIC_URL: apiOrigin,
        IDENTITY_PROVIDER: 'b2c',
        TENANT_NAME: 'contoso',
        APP_CLIENT_ID: clientIds.api,
        OPENAPI_CLIENT_ID: clientIds.documentation,
        AUTH_POLICY_NAME: 'B2C_1_signupsignin,B2C_1_editprofile,B2C_1_resetpassword',
        AUTHORITY_HOST: emulatorOrigin,
        CORS_ORIGINS: 'http://localhost:3000',
      },
    },
  ];
}
