import type { Application, Config } from '../config/index.js';
import { interactionRoute } from '../flows/index.js';
import { authorizeEndpoint } from '../oauth/authorize-endpoint.js';
import { readCaller } from '../oauth/client-authentication.js';
import { corsHeaders, preflightHeaders } from '../oauth/cors.js';
import { discoveryEndpoint, keysEndpoint } from '../oauth/discovery-endpoint.js';
import { logoutEndpoint } from '../oauth/logout-endpoint.js';
import { tokenEndpoint } from '../oauth/token-endpoint.js';
import { asset } from '../pages/assets.js';
import { homePage } from '../pages/home.page.js';
import type { Endpoint, Place } from '../profile/index.js';
import type { Tenant } from '../tenant/index.js';
import { empty, json, withHeaders, type Answer } from './answer.js';
import { readForm, type EmulatorRequest } from './emulator-request.js';

const methods: Record<Endpoint, readonly string[]> = {
  authorize: ['GET', 'POST'],
  token: ['POST'],
  logout: ['GET', 'POST'],
  discovery: ['GET'],
  keys: ['GET'],
};

/** Finds what answers a request: a page of a user flow, a protocol endpoint, a file. */
export async function route(tenant: Tenant, request: EmulatorRequest): Promise<Answer> {
  const { path, query, origin, method } = request;
  const place = tenant.profile.locate(path, query);
  if (place) return protocolRoute(tenant, place, request);

  const [, id, step] = /^\/interaction\/([\w-]+)\/([a-z-]+)$/.exec(path) ?? [];
  if (id !== undefined && step !== undefined && ['GET', 'POST'].includes(method))
    return interactionRoute(tenant, request, id, step);
  if (method !== 'GET') return empty(405, { allow: 'GET' });
  if (path === '/') return homePage(tenant.config, tenant.profile, origin);
  return asset(path) ?? json(404, { error: 'not_found', message: 'Local emulator: nothing here' });
}

async function protocolRoute(
  tenant: Tenant,
  place: Place,
  request: EmulatorRequest,
): Promise<Answer> {
  const { config } = tenant;
  const { endpoint } = place;
  const { origin } = request.headers;
  if (request.method === 'OPTIONS') {
    const wanted = request.headers['access-control-request-headers'];
    return empty(200, preflightHeaders(config, endpoint, origin, wanted));
  }
  if (!methods[endpoint].includes(request.method))
    return empty(405, { allow: methods[endpoint].join(', ') });
  const answer = await protocolAnswer(tenant, place, request);
  const client = endpoint === 'token' ? await callingClient(config, request) : undefined;
  return withHeaders(answer, corsHeaders(config, endpoint, origin, client));
}

function protocolAnswer(
  tenant: Tenant,
  place: Place,
  request: EmulatorRequest,
): Answer | Promise<Answer> {
  switch (place.endpoint) {
    case 'authorize':
      return authorizeEndpoint(tenant, place, request);
    case 'token':
      return tokenEndpoint(tenant, place, request);
    case 'logout':
      return logoutEndpoint(tenant, place, request);
    case 'discovery':
      return discoveryEndpoint(tenant, place, request);
    case 'keys':
      return keysEndpoint(tenant, place);
  }
}

// A caller nobody knows is refused; any single-page client may read why.
async function callingClient(
  config: Config,
  request: EmulatorRequest,
): Promise<Application | undefined> {
  try {
    return readCaller(config, request.headers.authorization, await readForm(request)).client;
  } catch {
    return undefined;
  }
}
