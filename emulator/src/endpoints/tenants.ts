import type { EmulatorRequest } from '../http/index.js';
import type { EndpointAddress } from '../products/index.js';
import type { Tenant } from '../tenant/index.js';

/** The tenant that a request is for, and its endpoint unless it is a page of a user flow. */
export interface TenantMatch {
  readonly tenant: Tenant;
  readonly address?: EndpointAddress;
}

/** A step of a user journey in an address: `/interaction/{id}/{step}`. */
export function journeyStep(path: string): { id: string; step: string } | undefined {
  const [, id, step] = /^\/interaction\/([\w-]+)\/([a-z-]+)$/.exec(path) ?? [];
  return id === undefined || step === undefined ? undefined : { id, step };
}

/** Finds the tenant by the address of an endpoint, or by the user journey; undefined for other paths. */
export function matchTenant(
  tenants: readonly Tenant[],
  { path, query }: EmulatorRequest,
): TenantMatch | undefined {
  for (const tenant of tenants) {
    const address = tenant.product.matchAddress(path, query);
    if (address) {
      return { tenant, address };
    }
  }
  const journey = journeyStep(path);
  const tenant = journey && tenants.find(({ journeys }) => journeys.has(journey.id));
  return tenant && { tenant };
}
