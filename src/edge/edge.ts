import type { Server } from 'node:http';
import type { CanActivate, Type } from '@nestjs/common';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { RequestLog } from '../logging/index.js';
import { checkAllowlist, clientAddressReader } from './addresses/index.js';
import { MethodCheck } from './allowed-methods.js';
import { CallerPseudonymizer } from './caller-pseudonyms.js';
import { limitConnections } from './connection-limits.js';
import { answerPreflights, sendCorsHeaders } from './cors.js';
import { runEdgeHooks, type EdgeHook } from './edge-hook.js';
import type { EdgeOptions } from './edge.options.js';
import { checkGatewayKey } from './gateway-key.js';
import { acceptJsonOnly } from './json-body.js';
import {
  RateLimits,
  SubjectLimitGuard,
  type LimitUsage,
  type SubjectLimit,
} from './limits/index.js';
import { checkRequestSyntax, sendRequestId } from './request-syntax.js';
import { securityHeaders, sendSecurityHeaders } from './security-headers.js';
import { serverOptions } from './server-options.js';
import { UnreadResponses } from './unread-responses.js';

/** Everything that stands between the connection and the routes: headers, CORS, addresses, limits. */
export class Edge {
  /** The options that Fastify has to be created with. */
  readonly serverOptions: FastifyHttpOptions<Server>;
  /** The limit per subject; undefined when it is off. */
  readonly subjectLimit: SubjectLimit | undefined;
  readonly #hooks: readonly EdgeHook[];
  readonly #limits: RateLimits;
  readonly #methods = new MethodCheck();
  readonly #requestLog: RequestLog;
  readonly #unread: UnreadResponses;

  constructor(
    private readonly options: EdgeOptions,
    log: Logger,
  ) {
    const addressOf = clientAddressReader(options);
    const callers = new CallerPseudonymizer(options, addressOf);
    this.#limits = new RateLimits(options, log);
    this.#unread = new UnreadResponses(addressOf);
    this.#requestLog = new RequestLog(log, (request) => callers.ofRequest(request));
    const headers = securityHeaders(options.publicUrl);
    // In the order in which they run. None of them reads the body.
    const hooks = [
      sendRequestId,
      sendSecurityHeaders(headers),
      sendCorsHeaders(options),
      checkAllowlist(options, addressOf),
      checkGatewayKey(options),
      answerPreflights(options),
      this.#limits.limitPerAddress(addressOf),
      checkRequestSyntax,
      this.#methods.check,
      // Then, in guards: the token, `guardsAfterToken`, the scopes.
    ];
    this.#hooks = hooks.filter((hook) => hook !== undefined);
    this.serverOptions = serverOptions(log, this.#requestLog, {
      hooks: this.#hooks,
      headers,
      callers,
    });
    const { perSubject } = this.#limits;
    this.subjectLimit = perSubject && { limit: perSubject, subjectOf: options.subjectOf };
  }

  /** Guards that need to know the caller and therefore run after the token has been accepted. */
  get guardsAfterToken(): Type<CanActivate>[] {
    return this.subjectLimit ? [SubjectLimitGuard] : [];
  }

  /** How the limits stand now, for the metrics. */
  readLimits(): LimitUsage {
    return this.#limits.usage();
  }

  /** Installs the edge on a server, before any route is added to it. */
  protect(server: FastifyInstance): void {
    limitConnections(server.server, this.options.trustedProxies);
    // By default Node drops header fields after about a thousand without an error: an If-Match that
    // should prevent a change, or the address that a proxy added. The size in bytes is limited anyway.
    server.server.maxHeadersCount = 0;
    // Node would answer an unknown expectation with an empty 417 before any hook runs. RFC 9110 section
    // 10.1.1 allows a server to ignore it.
    server.server.on('checkExpectation', (request, response) =>
      server.server.emit('request', request, response),
    );
    this.#methods.collect(server);
    server.addHook('onRequest', (request, reply) => {
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) {
          this.#requestLog.requestAborted(request, reply);
        }
      });
      return runEdgeHooks(this.#hooks, request, reply);
    });
    server.addHook('onSend', (request, reply, payload, done) => {
      this.#unread.watch(request, reply, payload);
      done();
    });
    server.addHook('onReady', () => this.#limits.open());
    server.addHook('onClose', (_server, done) => {
      this.#limits.close();
      done();
    });
    acceptJsonOnly(server);
  }
}
