import { z } from 'zod';
import { sign } from 'node:crypto';
import { type Application, type Config, findApplication, findPolicy } from '../config/index.js';
import type { Claims, SigningKey } from '../keys/index.js';
import { grantedRoles, servicePrincipalId } from '../oauth/index.js';
import type { Tenant } from '../tenant/index.js';

/** A test token: its kind, and how it deviates from a valid one. */
export const testTokenSchema = z.strictObject({
  kind: z.enum(['access', 'id', 'application']).default('access'),
  policy: z.string().optional().describe('Policy id; default: the first policy'),
  user: z.string().optional().describe('E-mail or object id; default: the first user'),
  client: z.string().optional().describe('Client id; default: the first that may call the API'),
  resource: z.string().optional().describe("The API's client id; default: the first API"),
  scopes: z.array(z.string()).optional().describe("Short names; default: all the client's"),
  nonce: z.string().optional(),
  newUser: z.boolean().default(false),
  expiresInSeconds: z.number().optional().describe('Negative: already expired'),
  claims: z.record(z.string(), z.unknown()).default({}).describe('Claims to set'),
  dropClaims: z.array(z.string()).default([]).describe('Claims to leave out'),
  header: z.record(z.string(), z.unknown()).default({}).describe('Header members to set'),
  dropHeader: z.array(z.string()).default([]).describe('Header members to leave out'),
  key: z
    .string()
    .default('current')
    .describe('"current", "foreign" (never published, claims the current kid) or a kid'),
});

/** Options of a test token; all optional. */
export type TestTokenOptions = z.input<typeof testTokenSchema>;

/** Options with defaults applied. */
export type TestTokenRequest = z.output<typeof testTokenSchema>;

/** A test token cannot be issued: its options name something that does not exist. */
export class TestTokenError extends Error {
  override readonly name = 'TestTokenError';
}

/**
 * Issues a token without a sign-in: valid like one of the token endpoint unless the options deviate.
 *
 * @throws TestTokenError for an unknown policy, user, client, API or key
 */
export async function issueTestToken(
  tenant: Tenant,
  options: TestTokenOptions = {},
): Promise<string> {
  const request = testTokenSchema.parse(options);
  const base = baseClaims(tenant, request);
  const claims = { ...base, ...request.claims };
  for (const name of request.dropClaims) {
    delete claims[name];
  }

  const { signer, kid } = await signingKey(tenant, base['aud'], request.key);
  const header: Claims = { alg: 'RS256', kid, typ: 'JWT', ...request.header };
  for (const name of request.dropHeader) {
    delete header[name];
  }
  return compact(header, claims, signer);
}

function baseClaims(tenant: Tenant, request: TestTokenRequest): Claims {
  const { config, product } = tenant;
  const policy =
    request.policy === undefined ? config.policies[0] : findPolicy(config, request.policy);
  const resource = findResource(config, request);
  if (!policy) {
    throw notFound(
      'policy',
      request.policy,
      config.policies.map(({ id }) => id),
    );
  }
  const client = findClient(config, request, resource);
  const common = { policy, clientId: client.clientId, issuedAt: tenant.seconds() };
  const audience = resource.clientId;
  const claims =
    request.kind === 'application'
      ? product.appTokenClaims({
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
  { product }: Tenant,
  { kind, nonce, newUser, scopes }: TestTokenRequest,
  facts: Pick<
    Parameters<typeof product.accessTokenClaims>[0],
    'policy' | 'clientId' | 'issuedAt' | 'user'
  >,
  client: Application,
  resource: Application,
): Claims {
  const common = { ...facts, nonce, newUser };
  return kind === 'id'
    ? product.idTokenClaims({ ...common, authTime: facts.issuedAt })
    : product.accessTokenClaims({
        ...common,
        audience: resource.clientId,
        scopes: scopes ?? grantedScopes(client, resource),
      });
}

function notFound(
  what: string,
  wanted: string | undefined,
  known: readonly string[],
): TestTokenError {
  const choice = known.length === 0 ? `there is no ${what}` : `there is ${known.join(', ')}`;
  return new TestTokenError(wanted === undefined ? choice : `no ${what} "${wanted}": ${choice}`);
}

function clientsOf({ applications }: Config): string[] {
  return applications.map(({ clientId, name }) => `${clientId} (${name})`);
}

function findUser({ users }: Tenant, { user }: TestTokenRequest) {
  const found =
    user === undefined ? users.list()[0] : (users.findByEmail(user) ?? users.findById(user));
  if (!found) {
    throw notFound(
      'user',
      user,
      users.list().map(({ email }) => email),
    );
  }
  return found;
}

function findResource(config: Config, { resource }: TestTokenRequest): Application {
  const found =
    resource === undefined
      ? config.applications.find((one) => one.scopes.length > 0)
      : findApplication(config, resource);
  if (!found) {
    throw resource === undefined
      ? new TestTokenError('no application exposes scopes')
      : notFound('application', resource, clientsOf(config));
  }
  return found;
}

function findClient(
  config: Config,
  { client, kind }: TestTokenRequest,
  resource: Application,
): Application {
  const granted = kind === 'application' ? grantedRoles : grantedScopes;
  const found =
    client === undefined
      ? (config.applications.find((one) => granted(one, resource).length > 0) ?? resource)
      : findApplication(config, client);
  if (!found) {
    throw notFound('application', client, clientsOf(config));
  }
  return found;
}

function grantedScopes(client: Application, resource: Application): string[] {
  return client.permissions
    .filter((permission) => permission.resource === resource.clientId)
    .flatMap((permission) => permission.scopes);
}

async function signingKey(
  tenant: Tenant,
  audience: unknown,
  wanted: string,
): Promise<{ signer: SigningKey; kid: string }> {
  const keys = tenant.keysFor(audience);
  if (wanted === 'foreign') {
    return { signer: await keys.unpublished(), kid: keys.current.kid };
  }
  const signer =
    wanted === 'current' ? keys.current : (keys.find(wanted) ?? tenant.keys.find(wanted));
  if (!signer) {
    throw notFound('key', wanted, [
      'current',
      'foreign',
      ...tenant.keys.list().map(({ kid }) => kid),
    ]);
  }
  return { signer, kid: signer.kid };
}

// Not with jose, which refuses to sign under a header that does not match the key.
function compact(header: Claims, claims: Claims, { privateKey }: SigningKey): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  const unsigned = typeof header['alg'] === 'string' && header['alg'].toLowerCase() === 'none';
  const signature = unsigned ? '' : sign('sha256', Buffer.from(signed), privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}
