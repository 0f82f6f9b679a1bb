import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/index.js';
import { Encryption } from './encryption.js';

/** What every cookie of this client has in common. */
export function cookieOptions({ http }: Settings) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    // The redirect URI says how browsers reach this client. A proxy may say something else, or nothing.
    secure: http.publicOrigin.startsWith('https:'),
    path: '/',
  } as const;
}

/** The name of a cookie. Browsers accept a __Host- cookie from this host over https only (RFC 6265bis). */
export function cookieName({ http }: Settings, name: string): string {
  return `${http.publicOrigin.startsWith('https:') ? '__Host-' : ''}tasks-${name}`;
}

/** Cookies whose content only this client can read and write. */
export class EncryptedCookies {
  readonly #encryption: Encryption;

  constructor(private readonly settings: Settings) {
    this.#encryption = new Encryption(settings.session.secrets);
  }

  /** The content of a cookie, or nothing when there is none that this client wrote. */
  async read<T>(request: FastifyRequest, name: string): Promise<T | undefined> {
    const value = request.cookies[cookieName(this.settings, name)];
    if (value === undefined) {
      return undefined;
    }
    const text = await this.#encryption.decrypt(value, `cookie ${name}`);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  /** @param lifetimeSeconds how long browsers keep the cookie */
  async write(
    reply: FastifyReply,
    name: string,
    content: unknown,
    lifetimeSeconds: number,
  ): Promise<void> {
    const value = await this.#encryption.encrypt(JSON.stringify(content), `cookie ${name}`);
    const options = { ...cookieOptions(this.settings), maxAge: lifetimeSeconds };
    void reply.setCookie(cookieName(this.settings, name), value, options);
  }

  clear(reply: FastifyReply, name: string): void {
    void reply.clearCookie(cookieName(this.settings, name), cookieOptions(this.settings));
  }

  /** The cookies of a request whose names begin alike: their names after that, and their lengths. */
  list(request: FastifyRequest, namePrefix: string): { name: string; length: number }[] {
    const prefix = cookieName(this.settings, namePrefix);
    return Object.entries(request.cookies)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value = '']) => ({
        name: namePrefix + name.slice(prefix.length),
        length: name.length + value.length,
      }));
  }
}
