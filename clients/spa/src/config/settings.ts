/** What the page has to know of its surroundings. */
export interface Settings {
  readonly tenantName: string;
  readonly clientId: string;
  readonly apiUrl: string;
  /** Full scope names to ask for. */
  readonly scopes: readonly string[];
  /** Origin of the user flows. */
  readonly authorityHost: string;
  readonly policies: { readonly signIn: string; readonly edit: string; readonly reset: string };
}

/** The local set-up of `npm run dev`: no setting is needed for it. */
const local = {
  VITE_TENANT_NAME: 'contoso',
  VITE_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  VITE_API_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  VITE_API_URL: 'http://localhost:8000',
};
const localAuthorityHost = 'http://localhost:8080';
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names every fault of the settings. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the `VITE_…` variables. All four of the tenant are given, or none.
 *
 * @throws SettingsError
 */
export function parseSettings(
  variables: Readonly<Record<string, string | boolean | undefined>>,
): Settings {
  const given = (name: string) => String(variables[name] ?? '').trim();
  const isLocal = Object.keys(local).every((name) => given(name) === '');
  const faults: string[] = [];
  const need = (name: keyof typeof local, fits: RegExp, example: string): string => {
    const value = isLocal ? local[name] : given(name);
    if (!fits.test(value)) faults.push(`${name} must be set, for example ${example}`);
    return value;
  };
  const tenantName = need('VITE_TENANT_NAME', /^[a-z0-9-]+$/i, 'contoso');
  const clientId = need('VITE_CLIENT_ID', guid, local.VITE_CLIENT_ID);
  const apiClientId = need('VITE_API_CLIENT_ID', guid, local.VITE_API_CLIENT_ID);
  const apiUrl = need('VITE_API_URL', secureOrLocal, 'https://tasks.contoso.com');
  const authorityHost =
    given('VITE_AUTHORITY_HOST') ||
    (isLocal ? localAuthorityHost : `https://${tenantName}.b2clogin.com`);
  if (!secureOrLocal.test(authorityHost) || new URL(authorityHost).origin !== authorityHost) {
    faults.push('VITE_AUTHORITY_HOST must be an origin, for example https://login.contoso.com');
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'));
  const prefix = `https://${tenantName}.onmicrosoft.com/${apiClientId}`;
  return {
    tenantName,
    clientId,
    apiUrl: apiUrl.replace(/\/$/, ''),
    scopes: [`${prefix}/tasks.read`, `${prefix}/tasks.write`],
    authorityHost,
    policies: {
      signIn: given('VITE_SIGN_IN_USER_FLOW') || 'B2C_1_signupsignin',
      edit: given('VITE_EDIT_PROFILE_USER_FLOW') || 'B2C_1_editprofile',
      reset: given('VITE_RESET_PASSWORD_USER_FLOW') || 'B2C_1_resetpassword',
    },
  };
}

/**
 * What was built without settings is for the machine that it was built on: deployed, it must not talk
 * to whatever listens on the visitor's own.
 *
 * @param hostname that the page was loaded from
 * @throws SettingsError
 */
export function checkHost({ apiUrl, authorityHost }: Settings, hostname: string): void {
  const isLocal = (name: string) => name === 'localhost' || name === '127.0.0.1';
  if (isLocal(hostname)) return;
  if ([apiUrl, authorityHost].some((url) => isLocal(new URL(url).hostname))) {
    const names = Object.keys(local).join(', ');
    throw new SettingsError(`It was built for the local set-up. Build it with ${names}.`);
  }
}

/** Tokens travel there: without TLS only to this machine itself. */
const secureOrLocal = /^(https:\/\/[^/?#]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)(\/[^?#]*)?$/;
