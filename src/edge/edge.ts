import type { Server } from 'node:http';
import type { CanActivate, Type } from '@nestjs/common';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { checkAllowlist } from './addresses/index.js';
import { answerPreflights, sendCorsHeaders } from './cors.js';
import { runEdgeHooks, type EdgeHook } from './edge-hook.js';
import type { EdgeOptions } from './edge.options.js';
import { checkGatewayKey } from './gateway-key.js';
import { acceptJsonOnly } from './json-body.js';
import { RateLimits, SubjectLimitGuard, type SubjectLimit } from './limits/index.js';
import { checkRequestSyntax, sendRequestId } from './request-syntax.js';
import { securityHeaders, sendSecurityHeaders } from './security-headers.js';
import { serverOptions } from './server-options.js';

/** Everything that stands between the connection and the routes: headers, CORS, addresses, limits. */
export class Edge {
  /** The options that Fastify has to be created with. */
  readonly serverOptions: FastifyHttpOptions<Server>;
  /** The limit per subject; undefined when it is off. */
  readonly subjectLimit: SubjectLimit | undefined;
  readonly #hooks: readonly EdgeHook[];
  readonly #limits: RateLimits;

  constructor(options: EdgeOptions, log: Logger) {
    this.#limits = new RateLimits(options, log);
    const headers = securityHeaders(options.publicUrl);
    // In the order in which they run. None of them reads the body.
    const hooks = [
      sendRequestId,
      sendSecurityHeaders(headers),
      sendCorsHeaders(options),
      checkAllowlist(options),
      checkGatewayKey(options),
      answerPreflights(options),
      this.#limits.limitPerAddress(options),
      checkRequestSyntax,
      // Then, in guards: the token, `guardsAfterToken`, the scopes.
    ];
    this.#hooks = hooks.filter((hook) => hook !== undefined);
    this.serverOptions = serverOptions(log, this.#hooks, headers);
    const { perSubject } = this.#limits;
    this.subjectLimit = perSubject && { limit: perSubject, subjectOf: options.subjectOf };
  }

  /** Guards that need to know the caller and therefore run after the token has been accepted. */
  get guardsAfterToken(): Type<CanActivate>[] {
    return this.subjectLimit ? [SubjectLimitGuard] : [];
  }

  /** Installs the edge on a server, for all of its routes. */
  protect(server: FastifyInstance): void {
    // By default Node drops header fields after about a thousand without an error: an If-Match that
    // should prevent a change, or the address that a proxy added. The size in bytes is limited anyway.
    server.server.maxHeadersCount = 0;
    // Node would answer an unknown expectation with an empty 417 before any hook runs. RFC 9110 section
    // 10.1.1 allows a server to ignore it.
    server.server.on('checkExpectation', (request, response) =>
      server.server.emit('request', request, response),
    );
    server.addHook('onRequest', (request, reply) => runEdgeHooks(this.#hooks, request, reply));
    server.addHook('onReady', () => this.#limits.open());
    server.addHook('onClose', (_server, done) => {
      this.#limits.close();
      done();
    });
    acceptJsonOnly(server);
  }
}
