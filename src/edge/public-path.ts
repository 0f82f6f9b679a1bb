import type { FastifyReply } from 'fastify';

/**
 * Adds the path of the public URL to `Location`. A proxy that serves the API under a path strips it from
 * requests, so the routes do not know it.
 *
 * @param publicUrl where callers find the API
 */
export function publicPathAdder(publicUrl: string): (reply: FastifyReply) => void {
  const path = new URL(publicUrl).pathname.replace(/\/$/, '');
  return (reply) => {
    const location = path === '' ? undefined : reply.getHeader('Location');
    if (typeof location === 'string' && location.startsWith('/')) {
      void reply.header('Location', path + location);
    }
  };
}
