import { createHash, timingSafeEqual } from 'node:crypto';
import { ForbiddenException } from '@nestjs/common';
import type { ProblemException } from '../errors/index.js';
import type { EdgeHook } from './edge-hook.js';
import type { EdgeOptions } from './edge.options.js';

/** The request lacks the key that only the gateway knows (`GATEWAY_KEY`). */
export class GatewayKeyRefusedException extends ForbiddenException implements ProblemException {
  readonly reason = 'gateway_key';

  constructor() {
    super('Requests are accepted through the gateway only.');
  }
}

/**
 * Refuses requests that do not carry one of the accepted keys as `X-Gateway-Key`.
 *
 * @returns undefined when no key is required
 */
export function checkGatewayKey({
  gatewayKeys,
}: Pick<EdgeOptions, 'gatewayKeys'>): EdgeHook | undefined {
  if (!gatewayKeys) {
    return undefined;
  }
  const accepted = gatewayKeys.map(digest);
  return (request) => {
    if (request.routeOptions.config.skipEdgeChecks) {
      return;
    }
    const key = request.headers['x-gateway-key'];
    if (typeof key !== 'string' || !isAccepted(key, accepted)) {
      throw new GatewayKeyRefusedException();
    }
  };
}

/**
 * Compares in constant time: digests have the same length whatever the key's length, and the key is
 * compared with all of them.
 */
function isAccepted(key: string, accepted: readonly Buffer[]): boolean {
  const given = digest(key);
  return accepted.filter((other) => timingSafeEqual(other, given)).length > 0;
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
