import fastifyCookie, { Signer } from '@fastify/cookie';
import fastifySession from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/index.js';
import { cookieName, cookieOptions, Encryption } from '../cookies/index.js';
import { registerFlash } from './flash.js';
import { MemorySessionStore } from './memory-session.store.js';
import { RedisSessionStore } from './redis-session.store.js';
import type { SessionStore } from './session.store.js';
import { sessionCookie } from './signed-in-user.js';

/**
 * Gives every request a session that is stored on the server. The browser gets a signed session id,
 * in a cookie that lasts until the browser is closed; without a signed-in user it gets no cookie.
 */
export async function registerSessions(server: FastifyInstance, settings: Settings): Promise<void> {
  const { secrets } = settings.session;
  const store = createStore(settings);
  const cookie = cookieOptions(settings);
  await server.register(fastifyCookie);
  if (cookie.secure) {
    // The session plugin sends a Secure cookie over https only. Browsers always come over https then,
    // but this process sees the plain http of a proxy, whose X-Forwarded-Proto can be anything.
    server.addHook('onRequest', (request, _reply, done) => {
      Object.defineProperty(request, 'protocol', { value: 'https' });
      done();
    });
  }
  await server.register(fastifySession, {
    secret: new Signer([...secrets], 'sha256'),
    store,
    cookieName: cookieName(settings, sessionCookie),
    cookie,
    saveUninitialized: false,
    // Reading extends a session. Saving an unchanged session could overwrite another request's change.
    rolling: false,
  });
  registerFlash(server, settings);
  server.addHook('onClose', () => store.close());
}

function createStore({ session: { redisUrl, secrets } }: Settings): SessionStore {
  return redisUrl === undefined
    ? new MemorySessionStore()
    : new RedisSessionStore(redisUrl, new Encryption(secrets));
}
