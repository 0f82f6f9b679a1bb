import { z } from 'zod';
import type { ConfigurationFault } from './configuration.error.js';
import type { ProviderKind } from './settings.js';
import {
  addressBlocks,
  authorityOrigin,
  clientId,
  integer,
  pemFile,
  proxyUrl,
  rateLimit,
  redirectUri,
  redisUrl,
  safeUrl,
  scopes,
  sessionSecrets,
  tenantId,
  tenantName,
  text,
  userFlowName,
} from './variables.js';

/** A valid value for each variable, for the error messages. */
export const examples: Readonly<Record<string, string>> = {
  IDENTITY_PROVIDER: 'b2c',
  B2C_TENANT_NAME: 'contoso',
  TENANT_NAME: 'contoso',
  TENANT_ID: '99999999-9999-4999-8999-999999999999',
  CLIENT_ID: '44444444-4444-4444-8444-444444444444',
  CLIENT_SECRET: 'the value from "Certificates & secrets"',
  SIGNUPSIGNIN_USER_FLOW: 'B2C_1_signupsignin',
  EDITPROFILE_USER_FLOW: 'B2C_1_editprofile',
  RESETPASSWORD_USER_FLOW: 'B2C_1_resetpassword',
  AUTHORITY_HOST: 'https://login.contoso.com',
  REDIRECT_URI: 'http://localhost:5000/getAToken',
  ENDPOINT: 'http://localhost:8000/tasks',
  ENDPOINT_TIMEOUT_SECONDS: '10',
  SCOPE:
    'https://contoso.onmicrosoft.com/tasks-api/tasks.read https://contoso.onmicrosoft.com/tasks-api/tasks.write',
  SESSION_SECRET: 'what "openssl rand -base64 48" prints',
  REDIS_URL: 'redis://localhost:6379',
  HOST: '0.0.0.0',
  PORT: '5000',
  TLS_CERT: './certificate.pem',
  TLS_KEY: './key.pem',
  TRUST_PROXY: '10.0.0.0/8',
  RATE_LIMIT_PER_IP: '60/60',
  HTTPS_PROXY: 'http://proxy.contoso.com:3128',
  NO_PROXY: '.contoso.local,10.1.2.3',
  NODE_TLS_REJECT_UNAUTHORIZED: '1',
};

/** Every variable of the environment. */
export const environmentSchema = z.object({
  IDENTITY_PROVIDER: z
    .enum(['b2c', 'entra', 'external-id'], 'must be b2c, entra or external-id')
    .default('b2c'),
  B2C_TENANT_NAME: tenantName.optional(),
  TENANT_NAME: tenantName.optional(),
  TENANT_ID: tenantId.optional(),
  CLIENT_ID: clientId,
  CLIENT_SECRET: text,
  SIGNUPSIGNIN_USER_FLOW: userFlowName.optional(),
  EDITPROFILE_USER_FLOW: userFlowName.optional(),
  RESETPASSWORD_USER_FLOW: userFlowName.optional(),
  AUTHORITY_HOST: authorityOrigin.optional(),
  REDIRECT_URI: redirectUri.default('http://localhost:5000/getAToken'),
  ENDPOINT: safeUrl,
  ENDPOINT_TIMEOUT_SECONDS: integer(1, 60).default(10),
  SCOPE: scopes,
  SESSION_SECRET: sessionSecrets,
  REDIS_URL: redisUrl.optional(),
  HOST: text.default('0.0.0.0'),
  PORT: integer(0, 65535).default(5000),
  TLS_CERT: pemFile.optional(),
  TLS_KEY: pemFile.optional(),
  TRUST_PROXY: addressBlocks.optional(),
  RATE_LIMIT_PER_IP: rateLimit.default({ calls: 60, seconds: 60 }),
  HTTPS_PROXY: proxyUrl.optional(),
  NO_PROXY: text.default(''),
  NODE_ENV: text.optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: text.optional(),
});

export type ValidEnvironment = z.output<typeof environmentSchema>;

interface CrossCheck {
  readonly variable: string;
  readonly fault: string;
  readonly applies: (values: Readonly<Record<string, string>>) => boolean;
}

const crossChecks: readonly CrossCheck[] = [
  {
    variable: 'TLS_KEY',
    fault: 'is missing: TLS_CERT needs it',
    applies: ({ TLS_CERT, TLS_KEY }) => TLS_CERT !== undefined && TLS_KEY === undefined,
  },
  {
    variable: 'TLS_CERT',
    fault: 'is missing: TLS_KEY needs it',
    applies: ({ TLS_CERT, TLS_KEY }) => TLS_KEY !== undefined && TLS_CERT === undefined,
  },
  {
    variable: 'REDIRECT_URI',
    fault: 'must be https when TLS_CERT is set: nothing answers plain http then',
    applies: ({ TLS_CERT, REDIRECT_URI = 'http:' }) =>
      TLS_CERT !== undefined && REDIRECT_URI.startsWith('http:'),
  },
  {
    variable: 'NODE_TLS_REJECT_UNAUTHORIZED',
    fault:
      'must not be 0 in production: no certificate would be checked (NODE_EXTRA_CA_CERTS adds a CA)',
    applies: ({ NODE_ENV, NODE_TLS_REJECT_UNAUTHORIZED }) =>
      NODE_ENV === 'production' && NODE_TLS_REJECT_UNAUTHORIZED === '0',
  },
];

/** The variables that a product needs. */
const requiredBy: Readonly<Record<ProviderKind, readonly string[]>> = {
  b2c: [
    'B2C_TENANT_NAME',
    'SIGNUPSIGNIN_USER_FLOW',
    'EDITPROFILE_USER_FLOW',
    'RESETPASSWORD_USER_FLOW',
  ],
  entra: ['TENANT_ID'],
  'external-id': ['TENANT_NAME', 'TENANT_ID'],
};

/** The variables of other products that are set: they have no effect. Pure. */
export function variablesWithoutEffect(
  kind: ProviderKind,
  values: Readonly<Record<string, string>>,
): string[] {
  const others = new Set(Object.values(requiredBy).flat());
  return [...others].filter((name) => name in values && !requiredBy[kind].includes(name));
}

/** Faults that only two variables together show. Pure; checks the values before they are parsed. */
export function findCrossVariableFaults(
  values: Readonly<Record<string, string>>,
): Omit<ConfigurationFault, 'example'>[] {
  const kind = values['IDENTITY_PROVIDER'] ?? 'b2c';
  const required = Object.hasOwn(requiredBy, kind) ? requiredBy[kind as ProviderKind] : [];
  const missing = required.filter((variable) => !(variable in values));
  return [
    ...missing.map((variable) => ({ variable, fault: `is missing: ${kind} needs it` })),
    ...crossChecks
      .filter(({ applies }) => applies(values))
      .map(({ variable, fault }) => ({ variable, fault })),
  ];
}
