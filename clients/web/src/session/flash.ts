import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config/index.js';
import { EncryptedCookies } from '../cookies/index.js';
import type { FormDraft } from './form-draft.js';

/** What one page leaves for the next one, signed in or not. */
export interface Flash {
  /** Shown once, on the next page. */
  notice?: string;
  /** Shown once, in the form it was typed into. */
  draft?: FormDraft;
}

declare module 'fastify' {
  interface FastifyRequest {
    flash: Flash;
  }
}

const cookie = 'flash';
const lifetimeSeconds = 30 * 60;

/**
 * Gives every request the flash data of the browser. It is stored in a cookie and not on the server,
 * where strangers without number could fill the store.
 */
export function registerFlash(server: FastifyInstance, settings: Settings): void {
  const cookies = new EncryptedCookies(settings);
  const received = new WeakMap<FastifyRequest, string>();
  server.addHook('onRequest', async (request) => {
    request.flash = (await cookies.read<Flash>(request, cookie)) ?? {};
    received.set(request, JSON.stringify(request.flash));
  });
  server.addHook('onSend', async (request, reply) => {
    const content = JSON.stringify(request.flash ?? {});
    if (content === (received.get(request) ?? '{}')) {
      return;
    }
    if (content === '{}') {
      cookies.clear(reply, cookie);
    } else {
      await cookies.write(reply, cookie, request.flash, lifetimeSeconds);
    }
  });
}
