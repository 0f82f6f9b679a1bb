import type { Endpoint } from './profile.js';

/** What follows tenant and policy in an address: the same for every product. */
export const paths: Record<Endpoint, string> = {
  authorize: 'oauth2/v2.0/authorize',
  token: 'oauth2/v2.0/token',
  logout: 'oauth2/v2.0/logout',
  discovery: 'v2.0/.well-known/openid-configuration',
  keys: 'discovery/v2.0/keys',
};

/** The same the other way round. */
export const endpointsByPath = new Map(
  Object.entries(paths).map(([endpoint, path]) => [path, endpoint as Endpoint]),
);
