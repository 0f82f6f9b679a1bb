import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Pseudonyms, type CallerPseudonyms } from '../logging/index.js';
import {
  networksOf,
  parseAddress,
  type Address,
  type ClientAddressReader,
} from './addresses/index.js';
import type { EdgeOptions } from './edge.options.js';

/** Tells callers apart in the log without naming them. IPv6 addresses count by their /64. */
export class CallerPseudonymizer {
  readonly #pseudonyms: Pseudonyms;

  constructor(
    private readonly options: Pick<EdgeOptions, 'pseudonymKey' | 'subjectOf'>,
    private readonly addressOf: ClientAddressReader,
  ) {
    this.#pseudonyms = new Pseudonyms(options.pseudonymKey);
  }

  /** Of the sender of a request; the subject is known once a token has been accepted. */
  ofRequest(request: FastifyRequest): CallerPseudonyms {
    const subject = this.options.subjectOf(request);
    return {
      ...this.#ofAddress(this.addressOf(request)),
      ...(subject !== undefined && { subjectPseudonym: this.#pseudonyms.of('subject', subject) }),
    };
  }

  /** Of the other end of a connection, for bytes that are not a request. */
  ofSocket({ remoteAddress }: Socket): CallerPseudonyms {
    return this.#ofAddress(remoteAddress === undefined ? undefined : parseAddress(remoteAddress));
  }

  #ofAddress(address: Address | undefined): CallerPseudonyms {
    const [network] = networksOf(address);
    return address && network !== undefined
      ? { addressPseudonym: this.#pseudonyms.of('address', network) }
      : {};
  }
}
