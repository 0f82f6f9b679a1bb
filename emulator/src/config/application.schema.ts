import { z } from 'zod';
import { attributeNameSchema } from './user.schema.js';

const redirectUriSchema = z.string().refine((uri) => {
  if (!URL.canParse(uri)) {
    return false;
  }
  const { protocol, hash } = new URL(uri);
  // Native clients use custom schemes (msal…://auth); schemes that run scripts are refused.
  return hash === '' && !['javascript:', 'data:', 'vbscript:'].includes(protocol);
}, 'an absolute URI without a fragment');

const value = z.string().regex(/^[\w.:/-]+$/, 'letters, digits and . : / - _');

const permissionSchema = z.strictObject({
  resource: z.guid().toLowerCase().describe('Client id of the API'),
  scopes: z.array(value).default([]).describe('Delegated permissions'),
  roles: z.array(value).default([]).describe('Application permissions (client credentials)'),
});

/** One application registration, in the terms of the Azure portal. */
export const applicationSchema = z.strictObject({
  name: z.string().min(1),
  clientId: z.guid().toLowerCase(),
  appIdUri: z
    .string()
    .refine((uri) => URL.canParse(uri) && !uri.endsWith('/'), 'an absolute URI without a last "/"')
    .optional()
    .describe('Left out: https://NAME.onmicrosoft.com/CLIENT_ID'),
  redirectUris: z
    .strictObject({
      web: z.array(redirectUriSchema).default([]),
      spa: z.array(redirectUriSchema).default([]),
      publicClient: z.array(redirectUriSchema).default([]),
    })
    .prefault({})
    .describe('The platform decides: web needs a secret, spa needs PKCE and gets CORS'),
  secrets: z.array(z.string().min(1)).default([]),
  scopes: z.array(value).default([]).describe('Delegated permissions this API exposes'),
  appRoles: z.array(value).default([]).describe('Application permissions this API exposes'),
  permissions: z.array(permissionSchema).default([]).describe('What it may ask of other APIs'),
  ownSigningKey: z
    .boolean()
    .default(false)
    .describe('entra, external-id: keys of its own, as with claims mapping; listed with ?appid='),
  optionalClaims: z
    .record(z.string().regex(/^[\w.]{1,100}$/, 'a claim name'), attributeNameSchema)
    .default({})
    .describe('entra, external-id: claims of tokens for this application, from user attributes'),
  implicit: z
    .strictObject({
      accessTokens: z.boolean().default(false),
      idTokens: z.boolean().default(false),
    })
    .prefault({})
    .describe('May take tokens straight from the authorize endpoint'),
});

/** A checked application registration. */
export type Application = Readonly<z.output<typeof applicationSchema>>;

/** The platform a redirect URI is registered under. */
export type Platform = keyof Application['redirectUris'];
