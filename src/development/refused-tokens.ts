import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';

/** A request that was answered with 401. */
export interface RefusedToken {
  /** As it was sent; undefined when the request had none. */
  readonly token?: string | undefined;
  /** The code that the log gives. */
  readonly reason?: string | undefined;
}

/** As many as somebody may still want to look at. */
const maxKept = 100;

/** Keeps the tokens of refused requests in memory, and tells the caller where the refusal is explained. */
export class RefusedTokens {
  readonly #byRequestId = new LRUCache<string, RefusedToken>({ max: maxKept });

  /** @param addressOf where a refusal is explained, by the id of its request */
  watch(server: FastifyInstance, addressOf: (requestId: string) => string): void {
    server.addHook('onSend', (request, reply, payload, done) => {
      if (reply.statusCode !== 401 || typeof payload !== 'string') {
        done();
        return;
      }
      const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
      this.#byRequestId.set(request.id, { token, reason: request.refusal });
      const problem = JSON.parse(payload) as object;
      done(null, JSON.stringify({ ...problem, explanation: addressOf(request.id) }));
    });
  }

  find(requestId: string): RefusedToken | undefined {
    return this.#byRequestId.get(requestId);
  }
}
