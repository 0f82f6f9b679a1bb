import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { SpokenException } from '../errors/index.js';
import { formOrigin } from './form-origin.js';
import { returnPathOf } from './return-path.js';
import { signedInOf } from './session.data.js';
import { keepTyped } from './typed.js';

/**
 * Lets a request that changes something pass only if it comes from a form of our own: with the
 * session's token in it, and from our origin where the browser names one. On for every route.
 *
 * Without a session there is no token, and nobody to act for but the browser itself: whose session
 * at the provider no other site may end. Then the browser has to say that the form was ours.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (['GET', 'HEAD'].includes(request.method)) return true;
    const from = formOrigin(request.headers, this.settings.http.publicOrigin);
    const signedIn = signedInOf(request);
    const ours = signedIn ? holdsToken(request.body, signedIn.csrfToken) : from === 'here';
    if (ours && from !== 'elsewhere') return true;
    throw from === 'here' ? ofAnotherSignIn(request) : refused();
  }
}

function holdsToken(body: unknown, expected: string): boolean {
  const given = (body as { readonly csrf?: unknown } | undefined)?.csrf;
  return typeof given === 'string' && same(given, expected);
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const title = 'That form is no longer valid';

/** Somebody signed out and in again in another tab, perhaps as somebody else. */
function ofAnotherSignIn(request: FastifyRequest): SpokenException {
  return new SpokenException({
    status: 403,
    title,
    detail: 'There was another sign-in since this page was opened. Nothing was changed.',
    typed: keepTyped(request),
    wayOn: { label: 'Try again', href: returnPathOf(request) },
    reason: 'csrf',
  });
}

function refused(): SpokenException {
  return new SpokenException({
    status: 403,
    title,
    detail: 'It belongs to another sign-in or comes from another site. Nothing was changed.',
    reason: 'csrf',
  });
}
