import { isIP } from 'node:net';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SETTINGS, type Settings } from '../config/index.js';
import { UserFacingException } from '../errors/index.js';

/**
 * Limits how often one address can start a sign-in. It protects the provider and this process; sign-ins
 * that are pending are not affected, because the redirect URI has no limit.
 */
@Injectable()
export class SignInLimitGuard implements CanActivate {
  readonly #limiter: RateLimiterMemory | undefined;

  constructor(@Inject(SETTINGS) { rateLimit }: Settings) {
    this.#limiter =
      rateLimit && new RateLimiterMemory({ points: rateLimit.calls, duration: rateLimit.seconds });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const network = networkOf(context.switchToHttp().getRequest<FastifyRequest>().ip);
    if (!this.#limiter || network === undefined) {
      return true;
    }
    try {
      await this.#limiter.consume(network);
      return true;
    } catch (error) {
      throw error instanceof RateLimiterRes ? tooManySignIns(error.msBeforeNext) : error;
    }
  }
}

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 address, within which a single
 * computer may choose. Nothing for what a proxy sent in place of an address. Pure.
 */
export function networkOf(ip: string): string | undefined {
  // Some proxies add the port.
  const address = ip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIP(address) === 4) {
    return mapped ?? address;
  }
  if (isIP(address) === 0) {
    return undefined;
  }
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const groups = head.split(':').filter((group) => group !== '');
  const missing = 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  const all = address.includes('::')
    ? [...groups, ...Array.from({ length: missing }, () => '0'), ...tail.split(':')]
    : groups;
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')}::/64`;
}

function tooManySignIns(ms: number): UserFacingException {
  const retryAfter = Math.max(1, Math.ceil(ms / 1000));
  return new UserFacingException({
    status: 429,
    title: 'Too many sign-ins',
    detail: `Too many were started from your network. Try again in ${retryAfter} seconds.`,
    retryAfter,
    reason: 'sign_in_limit',
  });
}
