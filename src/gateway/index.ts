import type { FastifyInstance } from 'fastify';
import { acceptJsonOnly } from './json-body.js';
import { addRequestHooks } from './request-hooks.js';

export { serverOptions } from './server-options.js';

/** Sets up the edge of the API. Hooks run in the order in which they are added here. */
export function addGateway(server: FastifyInstance): void {
  addRequestHooks(server);
  acceptJsonOnly(server);
}
