import { sign } from 'node:crypto';
import { findApplication, findPolicy, type Application, type Config } from '../config/index.js';
import type { SigningKey } from '../keys/index.js';
import { grantedRoles, servicePrincipalId } from '../oauth/client-credentials.js';
import type { Claims } from '../profile/index.js';
import type { Tenant } from '../tenant/index.js';
import { mintSchema, type MintOptions, type MintRequest } from './mint.schema.js';

/** What was asked for cannot be minted: it names something that is not there. */
export class MintError extends Error {
  override readonly name = 'MintError';
}

/**
 * Mints a token without a sign-in: as good as one from the token endpoint, unless told otherwise.
 *
 * @throws MintError for an unknown policy, user, client, API or key
 */
export async function mintToken(tenant: Tenant, options: MintOptions = {}): Promise<string> {
  const request = mintSchema.parse(options);
  const claims = { ...baseClaims(tenant, request), ...request.claims };
  for (const name of request.dropClaims) delete claims[name];

  const { signer, kid } = await signingKey(tenant, request.key);
  const header: Claims = { alg: 'RS256', kid, typ: 'JWT', ...request.header };
  for (const name of request.dropHeader) delete header[name];
  return compact(header, claims, signer);
}

function baseClaims(tenant: Tenant, request: MintRequest): Claims {
  const { config, profile } = tenant;
  const policy =
    request.policy === undefined ? config.policies[0] : findPolicy(config, request.policy);
  const resource = findResource(config, request);
  if (!policy) throw new MintError(`no policy "${request.policy}"`);
  const client = findClient(config, request, resource);
  const common = { policy, clientId: client.clientId, issuedAt: tenant.seconds() };
  const audience = resource.clientId;
  const claims =
    request.kind === 'application'
      ? profile.appTokenClaims({
          ...common,
          audience,
          servicePrincipalId: servicePrincipalId(client),
          roles: request.scopes ?? grantedRoles(client, resource),
        })
      : userToken(
          tenant,
          request,
          { ...common, user: findUser(tenant, request) },
          client,
          resource,
        );
  const { expiresInSeconds } = request;
  return expiresInSeconds === undefined
    ? claims
    : { ...claims, exp: common.issuedAt + expiresInSeconds };
}

function userToken(
  { profile }: Tenant,
  { kind, nonce, newUser, scopes }: MintRequest,
  facts: Pick<
    Parameters<typeof profile.accessTokenClaims>[0],
    'policy' | 'clientId' | 'issuedAt' | 'user'
  >,
  client: Application,
  resource: Application,
): Claims {
  const common = { ...facts, nonce, newUser };
  return kind === 'id'
    ? profile.idTokenClaims({ ...common, authTime: facts.issuedAt })
    : profile.accessTokenClaims({
        ...common,
        audience: resource.clientId,
        scopes: scopes ?? grantedScopes(client, resource),
      });
}

function findUser({ users }: Tenant, { user }: MintRequest) {
  const found =
    user === undefined ? users.list()[0] : (users.findByEmail(user) ?? users.findById(user));
  if (!found) throw new MintError(user === undefined ? 'there is no user' : `no user "${user}"`);
  return found;
}

function findResource(config: Config, { resource }: MintRequest): Application {
  const found =
    resource === undefined
      ? config.applications.find((one) => one.scopes.length > 0)
      : findApplication(config, resource);
  if (!found)
    throw new MintError(
      resource === undefined ? 'no application exposes scopes' : `no application "${resource}"`,
    );
  return found;
}

function findClient(
  config: Config,
  { client, kind }: MintRequest,
  resource: Application,
): Application {
  const granted = kind === 'application' ? grantedRoles : grantedScopes;
  const found =
    client === undefined
      ? (config.applications.find((one) => granted(one, resource).length > 0) ?? resource)
      : findApplication(config, client);
  if (!found) throw new MintError(`no application "${client}"`);
  return found;
}

function grantedScopes(client: Application, resource: Application): string[] {
  return client.permissions
    .filter((permission) => permission.resource === resource.clientId)
    .flatMap((permission) => permission.scopes);
}

async function signingKey(
  { keys }: Tenant,
  wanted: string,
): Promise<{ signer: SigningKey; kid: string }> {
  if (wanted === 'foreign') return { signer: await keys.unpublished(), kid: keys.current.kid };
  const signer = wanted === 'current' ? keys.current : keys.find(wanted);
  if (!signer) throw new MintError(`no key "${wanted}"`);
  return { signer, kid: signer.kid };
}

// By hand and not with jose, which rightly refuses to write a header that lies about its key.
function compact(header: Claims, claims: Claims, { privateKey }: SigningKey): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  const unsigned = typeof header['alg'] === 'string' && header['alg'].toLowerCase() === 'none';
  const signature = unsigned ? '' : sign('sha256', Buffer.from(signed), privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}
