import type { FastifyRequest } from 'fastify';

/**
 * Whether a request is for a health endpoint. Those who watch the process come from inside, often
 * and without a key, so no rule of the edge applies. Told by the route, which the router has found
 * already: an address can be spelt in many ways.
 */
export function isForHealth({ routeOptions: { url } }: FastifyRequest): boolean {
  return url?.startsWith('/health/') ?? false;
}
