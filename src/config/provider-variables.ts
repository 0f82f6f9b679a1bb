import { z } from 'zod';
import { list, text } from './variables.js';

/** `contoso` of `contoso.onmicrosoft.com`. */
export const tenantName = text.regex(
  /^[a-z0-9-]{1,63}$/i,
  'must be only the first part of NAME.onmicrosoft.com: letters, digits and hyphens',
);

/** A GUID, in lower case. */
export const guid = guidOr('must be a GUID');

/** Authorities of Entra ID that sign in people of many tenants. */
export const manyTenants = z.enum(['organizations', 'common']);

/** The GUID of a tenant of Entra ID, in lower case. */
export const entraTenant = guidOr(
  'must be the GUID of a tenant, or organizations or common to let people of several sign in',
);

function guidOr(message: string) {
  return text.pipe(z.guid(message)).transform((value) => value.toLowerCase());
}

/** The Application (client) ID of a registration, in lower case. */
export const clientId = guidOr(
  'must be an application (client) ID, a GUID, as the portal shows it on the Overview page',
);

/** Claims that people can edit, or that every token has: neither says who somebody was. */
const noObjectIdClaims = new Set(
  'aud iss sub oid tid azp appid ver exp iat nbf scp roles name given_name family_name nickname email emails preferred_username upn unique_name'.split(
    ' ',
  ),
);

/** The name of a claim that holds a former object id. */
export const objectIdClaim = text
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be the name of a claim')
  .refine(
    (value) => !noObjectIdClaims.has(value),
    'must be a claim of its own that holds the former object id, and that people cannot edit',
  );

const whichTenants =
  'is needed with many tenants, and must be comma-separated GUIDs, or * for every tenant';

/** Tenants that may use a multi-tenant application: an explicit `*` is all of them. */
export const allowedTenants = z.string(whichTenants).transform((value, context) => {
  if (value === '*') {
    return value;
  }
  const tenants = list(guid).safeParse(value);
  if (tenants.success) {
    return tenants.data;
  }
  context.addIssue(whichTenants);
  return z.NEVER;
});

/** The name of a user flow or custom policy. */
export const policyName = text.regex(
  /^[A-Za-z0-9_-]{1,128}$/,
  'must be comma-separated names of user flows or custom policies',
);

/** The characters of RFC 6749 section 3.3, less `:` and `/`: the short name, not the full one. */
export const scopeName = text.regex(
  /^[\x21\x23-\x2e\x30-\x39\x3b-\x5b\x5d-\x7e]+$/,
  'must be the short name of one scope, without the Application ID URI in front',
);

/** https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context */
export const authContextId = text.regex(
  /^c[1-9]\d?$/,
  'must be the id of an authentication context, such as c1',
);

/** An Application ID URI, without a closing slash. */
export const idUri = text
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^\s?#]+$/i, 'must be the Application ID URI of the API')
  .transform((value) => value.replace(/\/+$/, ''));
