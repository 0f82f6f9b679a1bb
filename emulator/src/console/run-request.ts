import { createHash, randomBytes } from 'node:crypto';
import {
  appIdUri,
  type Application,
  type Config,
  type Platform,
  type Policy,
  tenantDomain,
} from '../config/index.js';
import { type ConsoleContext, sectionPath } from './console-context.js';

/** Value of the form for the redirect URI of the console itself. */
export const here = 'here';

/** What to run, as the form says. */
export interface RunChoice {
  readonly client: Application | undefined;
  readonly policy: Policy | undefined;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly again: boolean;
  readonly show: boolean;
}

/** Reads the form; what it leaves out is the first of each kind, with every scope. */
export function choiceOf({ tenant }: ConsoleContext, params: URLSearchParams): RunChoice {
  const { config } = tenant;
  const clients = clientsOf(config);
  const client = clients.find(({ clientId }) => clientId === params.get('client')) ?? clients[0];
  const policies = policiesOf(config);
  const chosen = params.has('policy');
  return {
    client,
    policy: policies.find(({ id }) => id === params.get('policy')) ?? policies[0],
    redirectUri: params.get('redirect') ?? here,
    scopes: chosen ? params.getAll('scope') : client ? scopesOf(config, client) : [],
    again: params.has('again'),
    show: params.has('show'),
  };
}

/** The authorization request with a redirect URI of the client. */
export function authorizeUrl(
  { tenant, request }: ConsoleContext,
  client: Application,
  policy: Policy,
  choice: RunChoice,
): string {
  const { config, product } = tenant;
  const [first = ''] = Object.values(client.redirectUris).flat();
  const params = authorizeParams(client, choice);
  params.set('redirect_uri', choice.redirectUri === here ? first : choice.redirectUri);
  const address = {
    policy,
    tenant: tenantDomain(config),
    form: 'path',
    version: 'v2.0',
    endpoint: 'authorize',
  } as const;
  return `${product.endpointUrl(request.origin, address, 'authorize')}?${params.toString()}`;
}

/**
 * The parameters of the request. The challenge is of a verifier that nobody knows: the code is worth
 * nothing to others.
 */
export function authorizeParams(
  client: Application,
  { scopes, again }: RunChoice,
): URLSearchParams {
  return new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    scope: scopes.join(' '),
    nonce: randomBytes(12).toString('base64url'),
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
    ...(again && { prompt: 'login' }),
  });
}

/** The applications that people sign in to. */
export function clientsOf({ applications }: Config): Application[] {
  return applications.filter(
    ({ redirectUris, permissions }) =>
      Object.values(redirectUris).flat().length > 0 ||
      permissions.some(({ scopes }) => scopes.length > 0),
  );
}

/** The policies with pages. */
export function policiesOf({ policies }: Config): Policy[] {
  return policies.filter(({ kind }) => kind !== 'ropc');
}

/** The scopes that a client may ask for. */
export function scopesOf(config: Config, client: Application): string[] {
  const scopes = client.permissions.flatMap((permission) => {
    const api = config.applications.find(({ clientId }) => clientId === permission.resource);
    return api ? permission.scopes.map((scope) => `${appIdUri(config, api)}/${scope}`) : [];
  });
  return ['openid', 'offline_access', ...scopes];
}

/** The platform that a run in the console stands for. */
export function platformOf({ redirectUris }: Application): Platform {
  return (
    (['web', 'spa', 'publicClient'] as const).find((one) => redirectUris[one].length > 0) ?? 'web'
  );
}

/** Redirect URI of the console: only a run that was started there has it. */
export function resultUri({ tenant, request }: ConsoleContext): string {
  return `${request.origin}${sectionPath(tenant, 'result')}`;
}
