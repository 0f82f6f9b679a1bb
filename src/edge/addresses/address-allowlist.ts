import { ForbiddenException } from '@nestjs/common';
import type { ProblemException } from '../../errors/index.js';
import type { EdgeHook } from '../edge-hook.js';
import type { EdgeOptions } from '../edge.options.js';
import { AddressList } from './address.js';
import type { ClientAddressReader } from './client-address.js';

/** The client's address is not on the allow-list (`IP_ALLOWLIST`), or is unknown. */
export class AddressNotAllowedException extends ForbiddenException implements ProblemException {
  readonly reason = 'address_not_allowed';

  constructor() {
    super('Requests from this address are not accepted.');
  }
}

/**
 * Refuses clients whose address is not on the allow-list.
 *
 * @returns undefined when there is no allow-list
 */
export function checkAllowlist(
  { allowedAddresses }: Pick<EdgeOptions, 'allowedAddresses'>,
  addressOf: ClientAddressReader,
): EdgeHook | undefined {
  if (!allowedAddresses) {
    return undefined;
  }
  const allowed = new AddressList(allowedAddresses);
  return (request) => {
    if (request.routeOptions.config.skipEdgeChecks) {
      return;
    }
    const address = addressOf(request);
    if (!address || !allowed.includes(address)) {
      throw new AddressNotAllowedException();
    }
  };
}
