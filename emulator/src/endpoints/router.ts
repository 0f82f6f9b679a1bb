import type { Application, Config } from '../config/index.js';
import {
  empty,
  type EmulatorRequest,
  type EmulatorResponse,
  json,
  readForm,
  withHeaders,
} from '../http/index.js';
import { assetResponse, homePage } from '../pages/index.js';
import type { Endpoint, EndpointAddress } from '../products/index.js';
import { readClientAuthentication } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import { userFlowRoute } from '../user-flows/index.js';
import { authorizeEndpoint } from './authorize.endpoint.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import { logoutEndpoint } from './logout.endpoint.js';
import { notFoundResponse } from './not-found.js';
import { journeyStep, type TenantMatch } from './tenants.js';
import { tokenEndpoint } from './token.endpoint.js';

const methods: Record<Endpoint, readonly string[]> = {
  authorize: ['GET', 'POST'],
  token: ['POST'],
  logout: ['GET', 'POST'],
  discovery: ['GET'],
  keys: ['GET'],
};

/**
 * Routes a request to a protocol endpoint, a user flow page, or an asset.
 *
 * @param match - the tenant of the request, if its path belongs to one
 * @param options - whether there is a console for the overview to link to
 */
export async function route(
  tenants: readonly Tenant[],
  match: TenantMatch | undefined,
  request: EmulatorRequest,
  { console }: { readonly console: boolean },
): Promise<EmulatorResponse> {
  const { path, method } = request;
  if (match?.address) {
    return protocolRoute(match.tenant, match.address, request);
  }
  const journey = journeyStep(path);
  const tenant = match?.tenant ?? tenants[0];
  if (journey && tenant && ['GET', 'POST'].includes(method)) {
    return userFlowRoute(tenant, request, journey.id, journey.step);
  }
  const found = path === '/' ? homePage(tenants, request, console) : assetResponse(path);
  if (!found) {
    return notFoundResponse(tenants, request);
  }
  return method === 'GET' ? found : empty(405, { allow: 'GET' });
}

async function protocolRoute(
  tenant: Tenant,
  address: EndpointAddress,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const { config } = tenant;
  const { endpoint } = address;
  const { origin } = request.headers;
  if (request.method === 'OPTIONS') {
    const wanted = request.headers['access-control-request-headers'];
    return empty(200, preflightHeaders(config, endpoint, origin, wanted));
  }
  if (!methods[endpoint].includes(request.method)) {
    return empty(405, { allow: methods[endpoint].join(', ') });
  }
  const response = await protocolResponse(tenant, address, request);
  const client = endpoint === 'token' ? await callingClient(config, request) : undefined;
  return withHeaders(response, corsHeaders(config, endpoint, origin, client));
}

function protocolResponse(
  tenant: Tenant,
  address: EndpointAddress,
  request: EmulatorRequest,
): EmulatorResponse | Promise<EmulatorResponse> {
  switch (address.endpoint) {
    case 'authorize':
      return authorizeEndpoint(tenant, address, request);
    case 'token':
      return tokenEndpoint(tenant, address, request);
    case 'logout':
      return logoutEndpoint(tenant, address, request);
    case 'discovery':
      return discoveryEndpoint(tenant, address, request);
    case 'keys':
      return keysEndpoint(tenant, address);
  }
}

// Undefined for an unknown client: any registered origin may read that error.
async function callingClient(
  config: Config,
  request: EmulatorRequest,
): Promise<Application | undefined> {
  try {
    return readClientAuthentication(config, request.headers.authorization, await readForm(request))
      .client;
  } catch {
    return undefined;
  }
}

/** `GET …/v2.0/.well-known/openid-configuration`. */
export function discoveryEndpoint(
  { product }: Tenant,
  address: EndpointAddress,
  { origin }: EmulatorRequest,
): EmulatorResponse {
  return json(200, product.discoveryDocument(origin, address));
}

/** `GET …/discovery/v2.0/keys`; with `?appid=`, the application's own keys, too. */
export function keysEndpoint(
  { keys, applicationKeys, product }: Tenant,
  address: EndpointAddress,
): EmulatorResponse {
  const own = applicationKeys.get(address.applicationId ?? '')?.published() ?? [];
  return json(200, { keys: product.keySet([...own, ...keys.published()], address) });
}
