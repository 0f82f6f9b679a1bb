import type { FastifyRequest } from 'fastify';
import { countingKey, type Address } from './addresses/address.js';
import { AddressList } from './addresses/address-list.js';
import { clientAddress } from './addresses/client-address.js';
import type { GatewayOptions } from './gateway.options.js';
import { isForHealth } from './health-routes.js';
import type { RateLimit } from './limits/rate-limit.js';
import { AddressRefusedException } from './refusals.js';
import type { Step } from './step.js';

/** Refuses everybody whose address is not listed, and everybody who has none. */
export function admitAddresses(options: GatewayOptions): Step | undefined {
  if (!options.allowedAddresses) return undefined;
  const allowed = new AddressList(options.allowedAddresses);
  const addressOf = addressReader(options);
  return (request) => {
    if (isForHealth(request)) return;
    const address = addressOf(request);
    if (!address || !allowed.includes(address)) throw new AddressRefusedException();
  };
}

/** Limits the requests of an address, good and bad, before anybody looks at a token. */
export function limitPerAddress(
  options: GatewayOptions,
  limit: RateLimit | undefined,
): Step | undefined {
  if (!limit) return undefined;
  const addressOf = addressReader(options);
  return (request, reply) =>
    isForHealth(request) ? undefined : limit.spend(countingKey(addressOf(request)), reply);
}

function addressReader({ trustedProxies }: GatewayOptions) {
  const trusted = new AddressList(trustedProxies);
  return ({ socket, headers }: FastifyRequest): Address | undefined => {
    const forwarded = headers['x-forwarded-for'];
    return clientAddress(
      socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join() : forwarded,
      trusted,
    );
  };
}
