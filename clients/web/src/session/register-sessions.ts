import fastifyCookie, { Signer } from '@fastify/cookie';
import fastifySession from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/index.js';
import { MemorySessionStore } from './memory-session.store.js';
import { RedisSessionStore } from './redis-session.store.js';

/**
 * Gives every request a session that is stored on the server. The browser gets a signed session id,
 * in a cookie that lasts until the browser is closed; a request that stores nothing gets no cookie.
 */
export async function registerSessions(
  server: FastifyInstance,
  { session, http }: Settings,
): Promise<void> {
  const store =
    session.redisUrl === undefined
      ? new MemorySessionStore()
      : new RedisSessionStore(session.redisUrl);
  const secure = http.publicOrigin.startsWith('https:');
  await server.register(fastifyCookie);
  await server.register(fastifySession, {
    secret: new Signer(session.secret, 'sha256'),
    store,
    // Browsers accept a __Host- cookie from this very host only, over https only (RFC 6265bis).
    cookieName: secure ? '__Host-tasks-session' : 'tasks-session',
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
    saveUninitialized: false,
    // Reading extends a session. Saving an unchanged session could overwrite another request's change.
    rolling: false,
  });
  server.addHook('onClose', () => store.close());
}
