import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { SpokenException } from '../errors/index.js';
import { signedInOf } from './session.data.js';

/**
 * Lets a request that changes something pass only if it comes from a form of our own: with the
 * session's token in it, and from our origin where the browser names one. On for every route.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (['GET', 'HEAD'].includes(request.method)) return true;
    const { origin } = request.headers;
    const expected = signedInOf(request)?.csrfToken;
    const given = (request.body as { csrf?: unknown } | undefined)?.csrf;
    const ours = origin === undefined || origin === this.settings.http.publicOrigin;
    if (ours && expected !== undefined && typeof given === 'string' && same(given, expected))
      return true;
    throw new SpokenException({
      status: 403,
      title: 'That form is no longer valid',
      detail: 'It belongs to another sign-in or comes from another site. Nothing was changed.',
      reason: 'csrf',
    });
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
