#!/usr/bin/env node
// Registers the API and its documentation page in a tenant, with the Azure CLI. Can be repeated: it looks
// for each thing first, adds what is missing and removes nothing. See docs/entra-id.md.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { eventually, filtered, request } from './graph.mjs';

const usage = `usage: node docs/setup/register-applications.mjs PROVIDER [options]

PROVIDER is b2c, entra or external-id.
  --tenant-name NAME   first part of NAME.onmicrosoft.com; for b2c and external-id
  --public-url URL     where callers find the API (http://localhost:8000)
  --many-tenants       entra: accounts of every directory may sign in
  --name NAME          display name of the API ("Tasks API"); the page gets " documentation" after it
  --adopt              also use registrations of these names that this script did not make
`;
/** Marks the registrations that this script made, so that it changes no others. */
const tag = 'tasks-api-setup';
const scopes = [
  ['tasks.read', 'Read your tasks'],
  ['tasks.write', 'Add, change and delete your tasks'],
];
const roles = [
  ['Tasks.Read.All', 'Read the tasks of everybody'],
  ['Tasks.ReadWrite.All', 'Change the tasks of everybody'],
];

const say = (text) => process.stderr.write(`${text}\n`);

function stop(text, status = 1) {
  say(text);
  process.exit(status);
}

async function findOrCreateApplication(displayName, adopt, body) {
  const found = await filtered(
    '/applications',
    `displayName eq '${displayName.replaceAll("'", "''")}'`,
  );
  if (found.length > 1) {
    stop(`There are ${found.length} registrations called "${displayName}".`);
  }
  const [existing] = found;
  if (!existing) {
    say(`creating "${displayName}"`);
    return request('POST', '/applications', { displayName, tags: [tag], ...body });
  }
  if (!adopt && !existing.tags?.includes(tag)) {
    stop(
      `There is a registration "${displayName}" (${existing.appId}) that this script did not make. ` +
        'Choose another --name, or let it add what is missing there with --adopt.',
    );
  }
  if (existing.signInAudience !== body.signInAudience) {
    stop(
      `"${displayName}" is for ${existing.signInAudience}, and ${body.signInAudience} is asked for. ` +
        'Who may sign in is not changed here: do it in the portal, or choose another --name.',
    );
  }
  say(`found "${displayName}"`);
  return existing;
}

/** The list with what is missing in it added, or undefined when nothing is. */
function completed(list = [], wanted, isSame) {
  const missing = wanted.filter((item) => !list.some((present) => isSame(present, item)));
  return missing.length === 0 ? undefined : [...list, ...missing];
}

const sameText = (a, b) => a === b;
const sameValue = (a, b) => a.value === b.value;
const sameName = (a, b) => a.name === b.name;

async function complete(application, change) {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  if (entries.length === 0) {
    return;
  }
  say(`  changing ${entries.map(([name]) => name).join(', ')}`);
  const body = Object.fromEntries(entries);
  await eventually(() => request('PATCH', `/applications/${application.id}`, body));
}

async function servicePrincipalOf({ appId }) {
  const [existing] = await filtered('/servicePrincipals', `appId eq '${appId}'`);
  return existing ?? (await eventually(() => request('POST', '/servicePrincipals', { appId })));
}

async function registerApi(name, settings) {
  const { audience, identifierUri, optionalClaims, adopt } = settings;
  const api = await findOrCreateApplication(name, adopt, {
    signInAudience: audience,
    api: { requestedAccessTokenVersion: 2 },
  });
  const permissionScopes = completed(
    api.api?.oauth2PermissionScopes,
    scopes.map(([value, text]) => ({
      id: randomUUID(),
      value,
      type: 'User',
      isEnabled: true,
      adminConsentDisplayName: text,
      adminConsentDescription: text,
      userConsentDisplayName: text,
      userConsentDescription: text,
    })),
    sameValue,
  );
  const version2 = api.api?.requestedAccessTokenVersion === 2;
  const appRoles = roles.map(([value, text]) => ({
    id: randomUUID(),
    value,
    displayName: text,
    description: text,
    allowedMemberTypes: ['Application'],
    isEnabled: true,
  }));
  const claims = completed(
    api.optionalClaims?.accessToken,
    optionalClaims.map((claim) => ({ name: claim })),
    sameName,
  );
  await complete(api, {
    identifierUris: completed(api.identifierUris, [identifierUri(api.appId)], sameText),
    api:
      permissionScopes || !version2
        ? {
            ...api.api,
            requestedAccessTokenVersion: 2,
            oauth2PermissionScopes: permissionScopes ?? api.api?.oauth2PermissionScopes ?? [],
          }
        : undefined,
    appRoles: completed(api.appRoles, appRoles, sameValue),
    optionalClaims: claims && { ...api.optionalClaims, accessToken: claims },
  });
  const all = permissionScopes ?? api.api.oauth2PermissionScopes;
  return {
    appId: api.appId,
    scopes: scopes.map(([value]) => all.find((scope) => scope.value === value)),
    principal: await servicePrincipalOf(api),
  };
}

async function registerPage(name, { audience, adopt, redirectUri }, api) {
  const page = await findOrCreateApplication(name, adopt, {
    signInAudience: audience,
    api: { requestedAccessTokenVersion: 2 },
  });
  const access = (page.requiredResourceAccess ?? []).find(
    ({ resourceAppId }) => resourceAppId === api.appId,
  );
  const wanted = completed(
    access?.resourceAccess,
    api.scopes.map(({ id }) => ({ id, type: 'Scope' })),
    (a, b) => a.id === b.id,
  );
  const redirectUris = completed(page.spa?.redirectUris, [redirectUri], sameText);
  await complete(page, {
    spa: redirectUris && { redirectUris },
    requiredResourceAccess: wanted && [
      ...(page.requiredResourceAccess ?? []).filter((other) => other !== access),
      { resourceAppId: api.appId, resourceAccess: wanted },
    ],
  });
  const principal = await servicePrincipalOf(page);
  await grantConsent(principal.id, api);
  return page.appId;
}

/** Consent of an administrator for everybody in the tenant. */
async function grantConsent(clientId, { principal, scopes: granted }) {
  const filter = `clientId eq '${clientId}' and resourceId eq '${principal.id}' and consentType eq 'AllPrincipals'`;
  const [grant] = await filtered('/oauth2PermissionGrants', filter);
  const present = grant?.scope.split(' ').filter((scope) => scope !== '') ?? [];
  const names = completed(
    present,
    granted.map(({ value }) => value),
    sameText,
  );
  if (!names) {
    return;
  }
  say('  granting consent for everybody');
  const scope = names.join(' ');
  await eventually(() =>
    grant
      ? request('PATCH', `/oauth2PermissionGrants/${grant.id}`, { scope })
      : request('POST', '/oauth2PermissionGrants', {
          clientId,
          consentType: 'AllPrincipals',
          resourceId: principal.id,
          scope,
        }),
  );
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'tenant-name': { type: 'string' },
    'public-url': { type: 'string', default: 'http://localhost:8000' },
    'many-tenants': { type: 'boolean', default: false },
    name: { type: 'string', default: 'Tasks API' },
    adopt: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [provider] = positionals;
const tenantName = values['tenant-name'];
if (values.help) {
  stop(usage, 0);
}
if (!['b2c', 'entra', 'external-id'].includes(provider)) {
  stop(usage, 2);
}
if (provider !== 'entra' && !tenantName) {
  stop(`${provider} needs --tenant-name.\n\n${usage}`, 2);
}

const audiences = {
  b2c: 'AzureADandPersonalMicrosoftAccount',
  entra: values['many-tenants'] ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
  'external-id': 'AzureADMyOrg',
};
const settings = {
  audience: audiences[provider],
  adopt: values.adopt,
  identifierUri: (appId) =>
    provider === 'entra' ? `api://${appId}` : `https://${tenantName}.onmicrosoft.com/${appId}`,
  // B2C knows neither claim, External ID no guests.
  optionalClaims: { b2c: [], entra: ['idtyp', 'acct'], 'external-id': ['idtyp'] }[provider],
  redirectUri: `${values['public-url'].replace(/\/$/, '')}/oauth2-redirect`,
};

try {
  const api = await registerApi(values.name, settings);
  const page = await registerPage(`${values.name} documentation`, settings, api);
  const tenantId = api.principal.appOwnerOrganizationId;
  const lines = [
    `IDENTITY_PROVIDER=${provider}`,
    ...(tenantName ? [`TENANT_NAME=${tenantName}`] : []),
    `TENANT_ID=${values['many-tenants'] ? 'organizations' : tenantId}`,
    ...(values['many-tenants'] ? [`ALLOWED_TENANTS=${tenantId}`] : []),
    `APP_CLIENT_ID=${api.appId}`,
    `OPENAPI_CLIENT_ID=${page}`,
    ...(provider === 'b2c' ? ['# AUTH_POLICY_NAME= the user flows of the tenant'] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  stop(error.message);
}
