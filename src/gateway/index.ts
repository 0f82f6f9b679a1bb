import type { Server } from 'node:http';
import type { CanActivate, Type } from '@nestjs/common';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { admitAddresses, limitPerAddress } from './address-rules.js';
import { answerPreflights, sendCorsHeaders } from './cors.js';
import { requireGatewayKey } from './gateway-key.js';
import type { GatewayOptions } from './gateway.options.js';
import { acceptJsonOnly } from './json-body.js';
import { RateLimits } from './limits/rate-limits.js';
import { checkForm, sendRequestId } from './request-form.js';
import { securityHeaders, sendSecurityHeaders } from './security-headers.js';
import { serverOptions } from './server-options.js';
import { take, type Step } from './step.js';
import { SubjectLimitGuard, type SubjectLimit } from './subject-limit.guard.js';

export { GatewayModule } from './gateway.module.js';
export type { GatewayOptions } from './gateway.options.js';

/** The edge of the API. */
export class Gateway {
  /** How Fastify is to be created. */
  readonly serverOptions: FastifyHttpOptions<Server>;
  /** The limit per subject, unless it is off. */
  readonly subjectLimit: SubjectLimit | undefined;
  readonly #steps: readonly Step[];
  readonly #limits: RateLimits;

  constructor(options: GatewayOptions, log: Logger) {
    this.#limits = new RateLimits(options, log);
    const { perAddress, perSubject } = this.#limits;
    const headers = securityHeaders(options);
    // The order in which a request meets the rules of the edge. None of them reads the body.
    const steps = [
      sendRequestId,
      sendSecurityHeaders(headers),
      sendCorsHeaders(options),
      admitAddresses(options),
      requireGatewayKey(options),
      answerPreflights(options),
      limitPerAddress(options, perAddress),
      checkForm,
      // Then, in guards: the token, `guardsAfterToken`, the scopes.
    ];
    this.#steps = steps.filter((step) => step !== undefined);
    this.serverOptions = serverOptions(log, this.#steps, headers.data);
    this.subjectLimit = perSubject && { limit: perSubject, subjectOf: options.subjectOf };
  }

  /** What has to wait until the caller is known. */
  get guardsAfterToken(): Type<CanActivate>[] {
    return this.subjectLimit ? [SubjectLimitGuard] : [];
  }

  /** Puts the edge in front of everything that the server serves. */
  protect(server: FastifyInstance): void {
    // Left alone, Node drops what comes after some thousand fields without a word: the If-Match that
    // should hold a change back, or the address that a proxy added. The size is bounded as it is.
    server.server.maxHeadersCount = 0;
    // Node would refuse an expectation it does not know with an empty answer, and past every rule. It
    // may as well be ignored (RFC 9110 section 10.1.1).
    server.server.on('checkExpectation', (request, response) =>
      server.server.emit('request', request, response),
    );
    server.addHook('onRequest', (request, reply) => take(this.#steps, request, reply));
    server.addHook('onReady', () => this.#limits.open());
    server.addHook('onClose', (_server, done) => {
      this.#limits.close();
      done();
    });
    acceptJsonOnly(server);
  }
}
