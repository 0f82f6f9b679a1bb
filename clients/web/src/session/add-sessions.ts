import fastifyCookie, { Signer } from '@fastify/cookie';
import fastifySession from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/index.js';
import { MemoryStorage } from './memory.storage.js';
import { RedisStorage } from './redis.storage.js';
import { StorageStore } from './storage-store.js';

/**
 * Gives every request a session, kept on the server. The browser gets a signed id and nothing else,
 * for as long as it is open; a request that stores nothing gets no cookie.
 */
export async function addSessions(
  server: FastifyInstance,
  { session, http }: Settings,
): Promise<void> {
  const storage =
    session.redisUrl === undefined ? new MemoryStorage() : new RedisStorage(session.redisUrl);
  const secure = http.publicOrigin.startsWith('https:');
  await server.register(fastifyCookie);
  await server.register(fastifySession, {
    secret: new Signer(session.secret, 'sha256'),
    store: new StorageStore(storage),
    // Browsers take a __Host- cookie from this very host only, over https only (RFC 6265bis).
    cookieName: secure ? '__Host-tasks-session' : 'tasks-session',
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
    saveUninitialized: false,
    // Reading a session prolongs it. Writing back what has not changed could undo another request.
    rolling: false,
  });
  server.addHook('onClose', () => storage.close());
}
