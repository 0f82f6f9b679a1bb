import type { ConfigInput } from './config.schema.js';

/** Client ids of the default configuration. */
export const defaultClientIds = {
  api: '11111111-1111-4111-8111-111111111111',
  documentation: '22222222-2222-4222-8222-222222222222',
  singlePage: '33333333-3333-4333-8333-333333333333',
  web: '44444444-4444-4444-8444-444444444444',
  daemon: '55555555-5555-4555-8555-555555555555',
} as const;

/** Client secrets of the default configuration: public, for local use only. */
export const defaultSecrets = {
  web: 'local-web-client-secret',
  daemon: 'local-daemon-client-secret',
} as const;

/** The demo user of the default configuration. */
export const demoUser = { email: 'demo@contoso.example', password: 'Demo-pass-1' } as const;

const delegated = ['tasks.read', 'tasks.write', 'user_impersonation'];
const callsTheApi = [{ resource: defaultClientIds.api, scopes: delegated }];

/** The default configuration: one API and one client of each kind. */
export const defaultConfig = {
  tenant: { name: 'contoso', id: 'c0a0c0a0-b2c0-4e00-8000-000000000001' },
  policies: [
    { id: 'B2C_1_signupsignin', kind: 'sign-up-sign-in' },
    {
      id: 'B2C_1_editprofile',
      kind: 'edit-profile',
      attributes: ['name', 'given_name', 'family_name', 'jobTitle', 'city', 'country'],
      claims: ['name', 'given_name', 'family_name', 'jobTitle', 'city', 'country', 'emails'],
    },
    { id: 'B2C_1_resetpassword', kind: 'reset-password' },
  ],
  applications: [
    {
      name: 'Tasks API',
      clientId: defaultClientIds.api,
      scopes: delegated,
      appRoles: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
    },
    {
      name: 'API documentation page',
      clientId: defaultClientIds.documentation,
      redirectUris: { spa: ['http://localhost:8000/oauth2-redirect'] },
      permissions: callsTheApi,
    },
    {
      name: 'Single-page client',
      clientId: defaultClientIds.singlePage,
      redirectUris: { spa: ['http://localhost:3000', 'http://localhost:3000/'] },
      permissions: callsTheApi,
    },
    {
      name: 'Web client',
      clientId: defaultClientIds.web,
      // B2C has no separate list for sign-out: a post-logout address is one more redirect URI.
      redirectUris: { web: ['http://localhost:5000/getAToken', 'http://localhost:5000/'] },
      secrets: [defaultSecrets.web],
      permissions: callsTheApi,
      implicit: { idTokens: true },
    },
    {
      name: 'Daemon client',
      clientId: defaultClientIds.daemon,
      secrets: [defaultSecrets.daemon],
      permissions: [
        { resource: defaultClientIds.api, roles: ['Tasks.Read.All', 'Tasks.ReadWrite.All'] },
      ],
    },
  ],
  users: [
    {
      id: 'de30de30-0000-4000-8000-000000000001',
      ...demoUser,
      attributes: {
        name: 'Demo Person',
        given_name: 'Demo',
        family_name: 'Person',
        city: 'Redmond',
        country: 'United States',
      },
      demo: true,
    },
  ],
} satisfies ConfigInput;
