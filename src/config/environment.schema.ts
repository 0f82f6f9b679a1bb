import { z } from 'zod';
import { addressBlock, gatewayKey, quota, redisUrl, secret, webOrigin } from './edge-variables.js';
import {
  allowedTenants,
  authContextId,
  clientId,
  entraTenant,
  guid,
  idUri,
  manyTenants,
  objectIdClaim,
  policyName,
  scopeName,
  tenantName,
} from './provider-variables.js';
import {
  authorityOrigin,
  dataDirectory,
  domain,
  emailAndPassword,
  flag,
  host,
  integer,
  list,
  localLink,
  onOrOff,
  portOrPath,
  postgresUrl,
  proxyUrl,
  publicUrl,
  text,
} from './variables.js';

/** The levels of `LOG_LEVEL`, quietest first. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** Variables of the API itself, whichever providers it trusts. */
export const serverSchema = z.object({
  HOST: host.default('0.0.0.0'),
  PORT: portOrPath.prefault('8000'),
  PUBLIC_URL: publicUrl.optional(),
  CLOCK_SKEW_SECONDS: integer(0, 300).default(60),
  STEP_UP_CONTEXT: authContextId.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL_MAX: integer(1, 100).default(10),
  DATA_DIR: dataDirectory.default('./data'),
  MAX_TASKS_PER_OWNER: integer(0, 999_999_999).default(10_000),
  REDIS_URL: redisUrl.optional(),
  CORS_ORIGINS: list(webOrigin).optional(),
  RATE_LIMIT_PER_IP: quota.prefault('300/120'),
  RATE_LIMIT_PER_SUBJECT: quota.prefault('120/60'),
  IP_ALLOWLIST: list(addressBlock).optional(),
  GATEWAY_KEY: list(gatewayKey).optional(),
  TRUST_PROXY: list(addressBlock).optional(),
  DOCUMENTATION: onOrOff.default(true),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  LOG_PSEUDONYM_KEY: secret.optional(),
  METRICS_PORT: integer(1, 65535).optional(),
  METRICS_HOST: host.default('127.0.0.1'),
  OTEL_SDK_DISABLED: text.optional(),
  OTEL_TRACES_EXPORTER: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: publicUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: publicUrl.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: text.optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: text.optional(),
  OTEL_SERVICE_NAME: text.optional(),
  OTEL_TRACES_SAMPLER: text.optional(),
  OTEL_TRACES_SAMPLER_ARG: text.optional(),
  HTTPS_PROXY: proxyUrl.optional(),
  NO_PROXY: text.optional(),
  DEVELOPMENT_LINKS: list(localLink).optional(),
  DEVELOPMENT_SIGN_IN: emailAndPassword.optional(),
});

/** The environment of the API itself, checked. */
export type ServerEnvironment = z.output<typeof serverSchema>;

const everyProvider = {
  APP_CLIENT_ID: clientId,
  APP_ID_URI: idUri.optional(),
  OPENAPI_CLIENT_ID: clientId.optional(),
  AUTHORITY_HOST: authorityOrigin.optional(),
  FULL_ACCESS_SCOPE: scopeName.optional(),
  ALLOWED_CLIENTS: list(clientId).optional(),
  FORMER_TENANT_ID: guid.optional(),
  FORMER_OBJECT_ID_CLAIM: objectIdClaim.optional(),
};

const b2c = z.object({
  IDENTITY_PROVIDER: z.literal('b2c'),
  TENANT_NAME: tenantName,
  TENANT_DOMAIN: domain.optional(),
  TENANT_ID: guid.optional(),
  AUTH_POLICY_NAME: list(policyName),
  APPLICATION_CLIENTS: list(clientId).optional(),
  ...everyProvider,
});

const entra = z.object({
  IDENTITY_PROVIDER: z.literal('entra'),
  TENANT_ID: entraTenant,
  ALLOW_GUESTS: flag.default(false),
  ...everyProvider,
});

const entraMultiTenant = entra.extend({ TENANT_ID: manyTenants, ALLOWED_TENANTS: allowedTenants });

const externalId = z.object({
  IDENTITY_PROVIDER: z.literal('external-id'),
  TENANT_NAME: tenantName,
  TENANT_DOMAIN: domain.optional(),
  TENANT_ID: guid,
  ...everyProvider,
});

/**
 * The form of every variable of a provider, whichever provider needs it: a wrong value is reported even
 * where the provider is wrong too, or does not need it.
 */
export const providerFormsSchema = z.object({
  TENANT_NAME: tenantName.optional(),
  TENANT_DOMAIN: domain.optional(),
  TENANT_ID: z.union([manyTenants, guid], 'must be a GUID').optional(),
  ALLOWED_TENANTS: allowedTenants.optional(),
  ALLOW_GUESTS: flag.optional(),
  AUTH_POLICY_NAME: list(policyName).optional(),
  APPLICATION_CLIENTS: list(clientId).optional(),
  ...everyProvider,
});

/** The names of the variables that a provider has, without the provider's own name in front. */
export const providerVariables = ['IDENTITY_PROVIDER', ...Object.keys(providerFormsSchema.shape)];

/** Variables that only some kinds of provider have, and which. */
export const ownVariables: Readonly<Record<string, readonly string[]>> = {
  TENANT_NAME: ['b2c', 'external-id'],
  TENANT_DOMAIN: ['b2c', 'external-id'],
  AUTH_POLICY_NAME: ['b2c'],
  APPLICATION_CLIENTS: ['b2c'],
  ALLOW_GUESTS: ['entra'],
  ALLOWED_TENANTS: ['entra'],
};

const wrongProvider = 'must be b2c, entra or external-id';
const oneTenant = z.discriminatedUnion(
  'IDENTITY_PROVIDER',
  [b2c, entra, externalId],
  wrongProvider,
);
const severalTenants = z.discriminatedUnion(
  'IDENTITY_PROVIDER',
  [b2c, entraMultiTenant, externalId],
  wrongProvider,
);

/**
 * The variables of one provider. A union distinguished by the kind of provider, because each kind needs
 * other variables, and because zod reports the faults of all fields of a union's member at once, which
 * a `superRefine` on one flat object does not: it is skipped as soon as a single field is wrong.
 */
export function providerSchema(given: Readonly<Record<string, string | undefined>>) {
  return manyTenants.safeParse(given['TENANT_ID']).success ? severalTenants : oneTenant;
}

/** The environment, checked, of an API behind Azure AD B2C. */
export type B2cEnvironment = z.output<typeof b2c>;

/** The environment, checked, of an API behind Entra ID, with one tenant or many. */
export type EntraEnvironment = z.output<typeof entra> | z.output<typeof entraMultiTenant>;

/** The environment, checked, of an API behind Entra External ID. */
export type ExternalIdEnvironment = z.output<typeof externalId>;

/** The environment of one provider, checked. */
export type ProviderEnvironment = B2cEnvironment | EntraEnvironment | ExternalIdEnvironment;

const oneGuid = '22222222-2222-4222-8222-222222222222';
const oneTenantId = '33333333-3333-4333-8333-333333333333';

const secretVariables: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'REDIS_URL',
  'GATEWAY_KEY',
  'LOG_PSEUDONYM_KEY',
  'HTTPS_PROXY',
  'DEVELOPMENT_SIGN_IN',
]);

/** Whether the value of a variable is a secret or can hold one, so that nobody may be shown it. */
export function isSecret(variable: string): boolean {
  return secretVariables.has(variable);
}

/** A value for each variable that would be accepted; error messages quote it. */
export const examples: Readonly<Record<string, string>> = {
  IDENTITY_PROVIDERS: 'customers,staff',
  IDENTITY_PROVIDER: 'entra',
  TENANT_NAME: 'contoso',
  TENANT_DOMAIN: 'contoso.partner.onmschina.cn',
  TENANT_ID: oneTenantId,
  ALLOWED_TENANTS: oneTenantId,
  APP_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  APP_ID_URI: 'https://contoso.onmicrosoft.com/tasks-api',
  OPENAPI_CLIENT_ID: oneGuid,
  AUTH_POLICY_NAME: 'B2C_1_signupsignin,B2C_1_editprofile',
  AUTHORITY_HOST: 'https://login.contoso.com',
  FULL_ACCESS_SCOPE: 'user_impersonation',
  ALLOW_GUESTS: 'true',
  ALLOWED_CLIENTS: oneGuid,
  APPLICATION_CLIENTS: '44444444-4444-4444-8444-444444444444',
  FORMER_TENANT_ID: oneTenantId,
  FORMER_OBJECT_ID_CLAIM: 'formerObjectId',
  CLOCK_SKEW_SECONDS: '60',
  STEP_UP_CONTEXT: 'c1',
  HOST: '0.0.0.0',
  PORT: '8000',
  PUBLIC_URL: 'https://tasks.contoso.com',
  DATABASE_URL: 'postgres://user:password@db.contoso.com:5432/tasks',
  DATABASE_POOL_MAX: '10',
  DATA_DIR: './data',
  MAX_TASKS_PER_OWNER: '10000',
  REDIS_URL: 'redis://:password@cache.contoso.com:6379',
  CORS_ORIGINS: 'https://app.contoso.com,http://localhost:3000',
  RATE_LIMIT_PER_IP: '300/120',
  RATE_LIMIT_PER_SUBJECT: '120/60',
  IP_ALLOWLIST: '192.0.2.0/24,2001:db8::/32',
  GATEWAY_KEY: 'at-least-16-characters',
  TRUST_PROXY: '10.0.0.0/8',
  DOCUMENTATION: 'off',
  LOG_LEVEL: 'info',
  LOG_PSEUDONYM_KEY: 'at-least-16-characters',
  METRICS_PORT: '9464',
  METRICS_HOST: '127.0.0.1',
  OTEL_SDK_DISABLED: 'true',
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.contoso.com:4318',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector.contoso.com:4318/v1/traces',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
  OTEL_SERVICE_NAME: 'tasks-api',
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: '0.1',
  HTTPS_PROXY: 'http://proxy.contoso.com:3128',
  NO_PROXY: 'localhost,127.0.0.1,.contoso.com',
  DEVELOPMENT_LINKS: 'Single-page client=http://localhost:3000/',
  DEVELOPMENT_SIGN_IN: 'demo@contoso.example:Demo-pass-1',
};
