import { ForbiddenException, HttpException, HttpStatus } from '@nestjs/common';

/** The address is not on the list of those that may call. */
export class AddressRefusedException extends ForbiddenException {
  readonly reason = 'address_not_allowed';

  constructor() {
    super('Requests from this address are not accepted.');
  }
}

/** The request did not come through the gateway. */
export class GatewayKeyRefusedException extends ForbiddenException {
  readonly reason = 'gateway_key';

  constructor() {
    super('Requests are accepted through the gateway only.');
  }
}

/** The caller has used up its quota (RFC 6585 section 4). */
export class TooManyRequestsException extends HttpException {
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string;

  /** @param limit the name of the limit, for the log */
  constructor(limit: string, retryAfter: number) {
    super('Too many requests. Try again later.', HttpStatus.TOO_MANY_REQUESTS);
    this.headers = { 'Retry-After': String(retryAfter) };
    this.reason = `rate_limit_${limit.replaceAll('-', '_')}`;
  }
}
