import { createHash, timingSafeEqual } from 'node:crypto';
import type { GatewayOptions } from './gateway.options.js';
import { isForHealth } from './health-routes.js';
import { GatewayKeyRefusedException } from './refusals.js';
import type { Step } from './step.js';

/**
 * Whether a key is one of those accepted. Digests have one length whatever the keys' is, and all are
 * compared, so that the time it takes says nothing.
 */
function isAccepted(key: string, digests: readonly Buffer[]): boolean {
  const given = digest(key);
  return digests.filter((accepted) => timingSafeEqual(accepted, given)).length > 0;
}

/** What a key is compared by. */
export function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Refuses what did not come through the gateway, which alone knows the key. */
export function requireGatewayKey({ gatewayKeys }: GatewayOptions): Step | undefined {
  if (!gatewayKeys) return undefined;
  const digests = gatewayKeys.map(digest);
  return (request) => {
    const key = request.headers['x-gateway-key'];
    if (isForHealth(request) || (typeof key === 'string' && isAccepted(key, digests))) return;
    throw new GatewayKeyRefusedException();
  };
}
