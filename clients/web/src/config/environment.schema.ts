import { z } from 'zod';
import {
  authorityOrigin,
  clientId,
  integer,
  pemFile,
  redirectUri,
  redisUrl,
  safeUrl,
  scopes,
  sessionSecret,
  tenantName,
  text,
  userFlowName,
} from './variables.js';

/** A value for each variable that would be accepted; error messages quote it. */
export const examples: Readonly<Record<string, string>> = {
  B2C_TENANT_NAME: 'contoso',
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
};

/** The whole environment. */
export const environmentSchema = z.object({
  B2C_TENANT_NAME: tenantName,
  CLIENT_ID: clientId,
  CLIENT_SECRET: text,
  SIGNUPSIGNIN_USER_FLOW: userFlowName,
  EDITPROFILE_USER_FLOW: userFlowName,
  RESETPASSWORD_USER_FLOW: userFlowName,
  AUTHORITY_HOST: authorityOrigin.optional(),
  REDIRECT_URI: redirectUri.default('http://localhost:5000/getAToken'),
  ENDPOINT: safeUrl,
  ENDPOINT_TIMEOUT_SECONDS: integer(1, 60).default(10),
  SCOPE: scopes,
  SESSION_SECRET: sessionSecret,
  REDIS_URL: redisUrl.optional(),
  HOST: text.default('0.0.0.0'),
  PORT: integer(0, 65535).default(5000),
  TLS_CERT: pemFile.optional(),
  TLS_KEY: pemFile.optional(),
});

export type ValidEnvironment = z.output<typeof environmentSchema>;
