import { issuerOf, type TestProviderSettings } from './test-provider.options.js';
import type { TestTokenOptions } from './test-token.options.js';

/** The claims of an access token. Those that are undefined are left out of the token. */
type Claims = Readonly<Record<string, unknown>>;

/** Who calls, unless a test says otherwise. */
const person = {
  id: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
  name: 'Ada Lovelace',
  email: 'ada@contoso.example',
} as const;

/** The service principal of an application that calls for itself. */
const servicePrincipal = 'bbbbbbbb-6a34-4c2c-9c55-0d4f4c1f2b11';

/** The claims that a provider of this kind issues on such a request. */
export function claimsOf(settings: TestProviderSettings, request: TestTokenOptions): Claims {
  const now = Math.floor(Date.now() / 1000);
  const { expiresInSeconds = 3600, claims = {}, tenantId = settings.tenantId } = request;
  const times = { iat: now, nbf: now, exp: now + expiresInSeconds };
  const own = settings.kind === 'b2c' ? b2cClaims : entraClaims;
  return {
    iss: issuerOf(settings, tenantId),
    aud: settings.audience,
    ...times,
    ...own(settings, request),
    ...claims,
  };
}

/** https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#claims */
function b2cClaims(settings: TestProviderSettings, request: TestTokenOptions): Claims {
  const common = {
    tfp: request.policy ?? settings.policies[0],
    azp: settings.clientId,
    ver: '1.0',
  };
  if (request.application) {
    const permissions = request.appPermissions ?? [];
    return { ...common, sub: servicePrincipal, scp: permissions.join(' ') };
  }
  const { id = person.id, scopes = settings.scopes, roles } = request;
  return {
    ...common,
    oid: id,
    sub: id,
    name: person.name,
    emails: [person.email],
    scp: scopes.join(' '),
    roles,
  };
}

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
function entraClaims(settings: TestProviderSettings, request: TestTokenOptions): Claims {
  const common = { azp: settings.clientId, tid: request.tenantId ?? settings.tenantId, ver: '2.0' };
  if (request.application) {
    const identity = { oid: servicePrincipal, sub: servicePrincipal, azpacr: '1', idtyp: 'app' };
    return { ...common, ...identity, roles: request.appPermissions ?? [] };
  }
  const { id = person.id, scopes = settings.scopes, roles } = request;
  return {
    ...common,
    azpacr: '0',
    oid: id,
    // Entra ID makes the subject for one application, so it differs from the object id.
    sub: `subject-of-${id}`,
    name: person.name,
    email: person.email,
    preferred_username: person.email,
    scp: scopes.join(' '),
    roles,
  };
}
