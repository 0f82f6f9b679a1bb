import { appIdUri, type Application, type Config, tenantDomain } from '../config/index.js';

/**
 * What would have worked in place of what was refused. Shown beside the error of the provider, which
 * stays as it is: clients parse it.
 */
export interface ErrorHint {
  readonly text: string;
  readonly values: readonly string[];
}

/** The clients there are, for an unknown or missing client id. */
export function clientsHint(config: Config): ErrorHint {
  return {
    text: `Clients registered in ${tenantDomain(config)}:`,
    values: config.applications.map(({ name, clientId }) => `${clientId} (${name})`),
  };
}

/** The redirect URIs of a client; the comparison is exact. */
export function redirectUrisHint({ name, redirectUris }: Application): ErrorHint {
  const values = Object.values(redirectUris).flat();
  return values.length === 0
    ? { text: `"${name}" has no redirect URI registered.`, values }
    : {
        text: `Redirect URIs registered for "${name}", compared to the letter:`,
        values,
      };
}

/** The scopes that a client has permission for. */
export function scopesHint(config: Config, client: Application): ErrorHint {
  const values = client.permissions.flatMap(({ resource, scopes }) => {
    const api = config.applications.find(({ clientId }) => clientId === resource);
    return api ? scopes.map((scope) => `${appIdUri(config, api)}/${scope}`) : [];
  });
  return {
    text: `Scopes that "${client.name}" may ask for, besides openid and offline_access:`,
    values: [...values, client.clientId],
  };
}

/** The scopes `/.default` of the APIs that give a client application permissions. */
export function defaultScopesHint(config: Config, client: Application): ErrorHint {
  const values = client.permissions
    .filter(({ roles }) => roles.length > 0)
    .flatMap(({ resource }) =>
      config.applications
        .filter(({ clientId }) => clientId === resource)
        .map((api) => `${appIdUri(config, api)}/.default`),
    );
  return values.length === 0
    ? { text: `"${client.name}" has no application permissions.`, values }
    : { text: `Scopes that "${client.name}" may ask for, one at a time:`, values };
}

/** How a client gets tokens straight from the authorize endpoint. */
export function implicitHint(
  { name }: Application,
  setting: keyof Application['implicit'],
): ErrorHint {
  return {
    text: `"${name}" may ask for response_type=code. For tokens from the authorize endpoint, its registration needs:`,
    values: [`"implicit": { "${setting}": true }`],
  };
}

/** The policies there are, with the kind of each. */
export function policiesHint(config: Config): ErrorHint {
  return {
    text: `Policies of ${tenantDomain(config)}:`,
    values: config.policies.map(({ id, kind }) => `${id} (${kind})`),
  };
}

/** The policies that take the password grant. */
export function passwordPoliciesHint({ policies }: Config): ErrorHint {
  const values = policies.filter(({ kind }) => kind === 'ropc').map(({ id }) => id);
  return values.length === 0
    ? { text: 'No policy is of the kind "ropc", which takes the password grant.', values }
    : { text: 'Policies that take the password grant:', values };
}

/** The policies that a client goes on with when the person has forgotten the password. */
export function resetPoliciesHint({ policies }: Config): ErrorHint {
  const values = policies.filter(({ kind }) => kind === 'reset-password').map(({ id }) => id);
  return values.length === 0
    ? { text: 'No policy is of the kind "reset-password".', values }
    : { text: 'The client goes on with a policy of the kind "reset-password":', values };
}

/** A header with the hint, in one line of ASCII; none without a hint. */
export function hintHeaders(hint: ErrorHint | undefined): Record<string, string> {
  if (!hint) {
    return {};
  }
  const line = [hint.text, hint.values.join(', ')].join(' ').trim();
  return { 'x-local-emulator-hint': line.replace(/[^\x20-\x7e]/g, '?') };
}
