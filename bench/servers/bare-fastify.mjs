import Fastify from 'fastify';

/** The ceiling: what this machine can do with nothing to be done. */
export async function start() {
  const server = Fastify();
  server.get('/protected', () => ({ status: 'ok' }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  return { port: server.server.address().port };
}
