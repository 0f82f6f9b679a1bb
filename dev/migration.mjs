// What `npm run dev -- --migration` changes: B2C, External ID and Entra ID at once, see
// docs/moving-to-external-id.md. The tenants are in migration.json.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiOrigin, emulatorOrigin, singlePageOrigin, webOrigin } from './services.mjs';

/** @typedef {import('./services.mjs').Service} Service */

/** The board that signs in through External ID. */
export const movedSinglePageOrigin = 'http://localhost:3001';
export const metricsOrigin = 'http://localhost:9464';

const configFile = fileURLToPath(new URL('migration.json', import.meta.url));
const { furtherTenants } = JSON.parse(readFileSync(configFile, 'utf8'));
const tenantIds = { b2c: 'c0a0c0a0-b2c0-4e00-8000-000000000001' };

/** The providers of the API, in the order of `IDENTITY_PROVIDERS`; the emulator's tenants have the same names. */
export const providerNames = ['b2c', ...furtherTenants.map(({ name }) => name)];

/** People who can sign in, and where. */
export const demoSignIns = furtherTenants.flatMap(({ name, users = [] }) =>
  users.map(({ email, password }) => ({ provider: name, email, password })),
);

/**
 * The services of `npm run dev`, changed: the emulator plays several tenants, the API trusts all of them,
 * the web client has moved to External ID, and there is one more board, which has moved too.
 *
 * @param {Service[]} services
 * @returns {Service[]}
 */
export function withMigration(services) {
  const changes = {
    emulator: (service) => ({ ...service, main: [...service.main, '--config', configFile] }),
    api: (service) => ({
      ...service,
      ports: [...service.ports, Number(new URL(metricsOrigin).port)],
      env: apiEnvironment(service.env),
    }),
    web: (service) => ({ ...service, env: webEnvironment(service.env) }),
  };
  return [
    ...services.map((service) => changes[service.name]?.(service) ?? service),
    ...services.filter(({ name }) => name === 'spa').map(movedSinglePageClient),
  ];
}

/** The variables of the one provider become those of `b2c`; each further tenant gets its own. */
function apiEnvironment(env) {
  const b2c = Object.entries(env).filter(([name]) => ofProvider.has(name));
  return {
    ...env,
    // An empty one counts as missing, and hides one that this terminal has set.
    ...Object.fromEntries(b2c.map(([name]) => [name, ''])),
    ...Object.fromEntries(b2c.map(([name, value]) => [`B2C_${name}`, value])),
    B2C_TENANT_ID: tenantIds.b2c,
    IDENTITY_PROVIDERS: providerNames.join(','),
    ...Object.assign({}, ...furtherTenants.map(providerEnvironment)),
    CORS_ORIGINS: `${singlePageOrigin},${movedSinglePageOrigin}`,
    METRICS_PORT: new URL(metricsOrigin).port,
    DEVELOPMENT_LINKS: `${env.DEVELOPMENT_LINKS},Single-page client that has moved=${movedSinglePageOrigin}/`,
  };
}

const ofProvider = new Set([
  'IDENTITY_PROVIDER',
  'TENANT_NAME',
  'APP_CLIENT_ID',
  'APPLICATION_CLIENTS',
  'OPENAPI_CLIENT_ID',
  'AUTH_POLICY_NAME',
  'AUTHORITY_HOST',
]);

function providerEnvironment({ name, provider, tenant, applications }) {
  const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
  const { clientId, optionalClaims = {} } = applicationOf(name, 'Tasks API');
  const [formerObjectIdClaim] = Object.keys(optionalClaims);
  const variables = {
    IDENTITY_PROVIDER: provider,
    ...(provider === 'external-id' && { TENANT_NAME: tenant?.name ?? 'contoso' }),
    TENANT_ID: tenant?.id ?? tenantIds.b2c,
    APP_CLIENT_ID: clientId,
    OPENAPI_CLIENT_ID: applications.find((one) => one.name === 'API documentation page').clientId,
    AUTHORITY_HOST: emulatorOrigin,
    ...(formerObjectIdClaim && {
      FORMER_TENANT_ID: tenantIds.b2c,
      FORMER_OBJECT_ID_CLAIM: formerObjectIdClaim,
    }),
  };
  return Object.fromEntries(
    Object.entries(variables).map(([variable, value]) => [prefix + variable, value]),
  );
}

function webEnvironment(env) {
  const { clientId, secrets } = applicationOf('external-id', 'Web client');
  const scopes = `https://contoso.onmicrosoft.com/${applicationOf('external-id', 'Tasks API').clientId}`;
  return {
    ...env,
    IDENTITY_PROVIDER: 'external-id',
    TENANT_NAME: 'contoso',
    TENANT_ID: tenantIds.b2c,
    B2C_TENANT_NAME: '',
    SIGNUPSIGNIN_USER_FLOW: '',
    EDITPROFILE_USER_FLOW: '',
    RESETPASSWORD_USER_FLOW: '',
    CLIENT_ID: clientId,
    CLIENT_SECRET: secrets[0],
    REDIRECT_URI: `${webOrigin}/getAToken`,
    SCOPE: `${scopes}/tasks.read ${scopes}/tasks.write`,
  };
}

/** @param {Service} service the board that signs in through B2C */
function movedSinglePageClient(service) {
  const { port } = new URL(movedSinglePageOrigin);
  return {
    ...service,
    name: `spa:${port}`,
    main: [...service.main, '--port', port],
    ports: [Number(port)],
    env: {
      VITE_IDENTITY_PROVIDER: 'external-id',
      VITE_TENANT_NAME: 'contoso',
      VITE_TENANT_ID: tenantIds.b2c,
      VITE_CLIENT_ID: applicationOf('external-id', 'Single-page client').clientId,
      VITE_API_CLIENT_ID: applicationOf('external-id', 'Tasks API').clientId,
      VITE_API_URL: apiOrigin,
      VITE_AUTHORITY_HOST: emulatorOrigin,
    },
  };
}

function applicationOf(tenantName, applicationName) {
  const { applications } = furtherTenants.find(({ name }) => name === tenantName);
  return applications.find(({ name }) => name === applicationName);
}
