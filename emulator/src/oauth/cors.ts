import { singlePageOrigins, type Application, type Config } from '../config/index.js';
import type { Endpoint } from '../profile/index.js';

type Headers = Record<string, string>;

/**
 * CORS headers of an answer. The token endpoint is open only to origins registered as redirect
 * URIs of type spa. https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow
 *
 * @param client - who called, where that is known
 */
export function corsHeaders(
  config: Config,
  endpoint: Endpoint,
  origin: string | undefined,
  client?: Application,
): Headers {
  if (origin === undefined) return {};
  // Scripts of any origin may read public metadata: close to B2C, which answers registered origins.
  if (endpoint === 'discovery' || endpoint === 'keys')
    return { 'access-control-allow-origin': '*' };
  if (endpoint !== 'token') return {};
  const applications = client ? [client] : config.applications;
  return applications.some((one) => singlePageOrigins(one).includes(origin))
    ? { 'access-control-allow-origin': origin, vary: 'Origin' }
    : { vary: 'Origin' };
}

/** Headers of the answer to an OPTIONS request. Which client will call is not known yet. */
export function preflightHeaders(
  config: Config,
  endpoint: Endpoint,
  origin: string | undefined,
  wantedHeaders: string | undefined,
): Headers {
  const headers = corsHeaders(config, endpoint, origin);
  if (!headers['access-control-allow-origin']) return headers;
  return {
    ...headers,
    'access-control-allow-methods': endpoint === 'token' ? 'POST, OPTIONS' : 'GET, OPTIONS',
    // MSAL sends x-client-…, Swagger UI X-Requested-With: whatever is asked for is harmless here.
    ...(wantedHeaders && { 'access-control-allow-headers': wantedHeaders }),
    'access-control-max-age': '600',
  };
}
