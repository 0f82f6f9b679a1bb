import { type Application, type Config, singlePageOrigins } from '../config/index.js';
import type { Endpoint } from '../products/index.js';

type Headers = Record<string, string>;

/**
 * CORS headers of a response. The token endpoint is open only to origins registered as redirect
 * URIs of type spa. https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow
 *
 * @param client - the calling client, if known
 */
export function corsHeaders(
  config: Config,
  endpoint: Endpoint,
  origin: string | undefined,
  client?: Application,
): Headers {
  if (origin === undefined) {
    return {};
  }
  // Scripts of any origin may read public metadata: B2C allows registered origins only.
  if (endpoint === 'discovery' || endpoint === 'keys') {
    return { 'access-control-allow-origin': '*' };
  }
  if (endpoint !== 'token') {
    return {};
  }
  const applications = client ? [client] : config.applications;
  return applications.some((one) => singlePageOrigins(one).includes(origin))
    ? { 'access-control-allow-origin': origin, vary: 'Origin' }
    : { vary: 'Origin' };
}

/** Headers of a preflight response. The calling client is not known yet. */
export function preflightHeaders(
  config: Config,
  endpoint: Endpoint,
  origin: string | undefined,
  wantedHeaders: string | undefined,
): Headers {
  const headers = corsHeaders(config, endpoint, origin);
  if (!headers['access-control-allow-origin']) {
    return headers;
  }
  return {
    ...headers,
    'access-control-allow-methods': endpoint === 'token' ? 'POST, OPTIONS' : 'GET, OPTIONS',
    // MSAL sends x-client-… and Swagger UI X-Requested-With: all requested headers are allowed.
    ...(wantedHeaders && { 'access-control-allow-headers': wantedHeaders }),
    'access-control-max-age': '600',
  };
}
