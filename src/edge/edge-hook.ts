import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * One check or action of the edge. It runs before the body is read, and throws to refuse the request or
 * sends the answer itself.
 */
export type EdgeHook = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;

/**
 * Runs hooks one after the other, until one of them sends the answer.
 *
 * @throws whatever a hook throws to refuse the request
 */
export async function runEdgeHooks(
  hooks: readonly EdgeHook[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  for (const hook of hooks) {
    const pending = hook(request, reply);
    if (pending) {
      await pending;
    }
    if (reply.sent) {
      return;
    }
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The allow-list, the gateway key and the limit per address do not apply to this route. */
    skipEdgeChecks?: boolean;
    /** Security headers of this route's answers, in place of those for data. */
    securityHeaders?: Readonly<Record<string, string>>;
  }
}

/**
 * Exempts the route of a controller method from the allow-list, the gateway key and the limit per
 * address. Health endpoints need it: probes come from inside the network, often, and without a key.
 */
export const SkipEdgeChecks = (): MethodDecorator => RouteConfig({ skipEdgeChecks: true });
