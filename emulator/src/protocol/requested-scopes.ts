import { appIdUri, type Application, type Config } from '../config/index.js';
import { scopesHint } from './error-hints.js';
import { protocolErrors } from './protocol-errors.js';

/** A `scope` parameter, reduced to what the client is permitted. */
export interface RequestedScopes {
  readonly openid: boolean;
  readonly offlineAccess: boolean;
  /** The API that the access token is for; undefined: no access token. */
  readonly resource?: Application | undefined;
  /** Short names of the granted scopes: the `scp` claim. */
  readonly granted: readonly string[];
}

// Clients send these by default; B2C ignores them, since the policy decides on the claims.
const ignored = new Set(['profile', 'email']);

/**
 * Reads a `scope` parameter.
 *
 * Scopes without permission are left out; it is an error only if none remains.
 * https://learn.microsoft.com/azure/active-directory-b2c/access-tokens
 */
export function readScopes(
  config: Config,
  client: Application,
  scope: string | null,
): RequestedScopes {
  const names = new Set((scope ?? '').split(/\s+/).filter(Boolean));
  if (names.size === 0) {
    throw protocolErrors.scopeMissing().withHint(scopesHint(config, client));
  }
  const openid = names.delete('openid');
  const offlineAccess = names.delete('offline_access');
  const wanted = [...names]
    .filter((name) => !ignored.has(name))
    .map((name) => find(config, client, name));

  const resources = new Set(wanted.map(({ resource }) => resource));
  if (resources.size > 1) {
    throw protocolErrors.severalResources(scope ?? '').withHint(scopesHint(config, client));
  }
  const [resource] = resources;
  if (!resource && !openid) {
    throw protocolErrors.nothingToIssue().withHint(scopesHint(config, client));
  }

  const asked = wanted.flatMap(({ name }) => name ?? []);
  const granted = asked.filter((name) => resource && permits(client, resource, name));
  if (asked.length > 0 && granted.length === 0) {
    throw protocolErrors.notPermitted().withHint(scopesHint(config, client));
  }
  return { openid, offlineAccess, resource, granted };
}

/** The `scope` of a token response: full names again. */
export function writeScopes(config: Config, scopes: RequestedScopes): string {
  const { resource, granted, openid, offlineAccess } = scopes;
  const full = granted.map((name) => `${resource ? appIdUri(config, resource) : ''}/${name}`);
  return [
    ...full,
    ...(resource && granted.length === 0 ? [resource.clientId] : []),
    ...(offlineAccess ? ['offline_access'] : []),
    ...(openid ? ['openid'] : []),
  ].join(' ');
}

function find(
  config: Config,
  client: Application,
  scope: string,
): { resource: Application; name?: string } {
  // The own client id as scope: an access token whose audience is the client, without scp.
  if (scope.toLowerCase() === client.clientId) {
    return { resource: client };
  }
  for (const resource of config.applications) {
    const prefix = `${appIdUri(config, resource)}/`;
    const name = scope.slice(prefix.length);
    if (scope.startsWith(prefix) && resource.scopes.includes(name)) {
      return { resource, name };
    }
  }
  throw protocolErrors.scopeUnsupported(scope).withHint(scopesHint(config, client));
}

function permits(client: Application, resource: Application, scope: string): boolean {
  return (
    client === resource ||
    client.permissions.some(
      (permission) =>
        permission.resource === resource.clientId && permission.scopes.includes(scope),
    )
  );
}
