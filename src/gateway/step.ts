import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * One thing that the edge does with a request before its body is read. It throws to refuse it, or
 * answers it.
 */
export type Step = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;

/** Takes a request through steps, one after the other, until one of them answers it. */
export async function take(
  steps: readonly Step[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  for (const step of steps) {
    const waiting = step(request, reply);
    if (waiting) await waiting;
    if (reply.sent) return;
  }
}
