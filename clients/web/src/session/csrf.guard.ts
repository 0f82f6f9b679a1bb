import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { UserFacingException } from '../errors/index.js';
import { saveFormDraft } from './form-draft.js';
import { returnPathOf } from './return-path.js';
import { signedInUser } from './signed-in-user.js';

/**
 * Accepts a request with side effects only from a form of this site: with the session's CSRF token in
 * it, and from this origin where the browser names one. On for every route.
 *
 * Without a signed-in user there is no token, and all that such a request can do is end the browser's
 * session at the provider. Then the browser has to name this origin, so that no other site can do it.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (['GET', 'HEAD'].includes(request.method)) {
      return true;
    }
    const initiator = initiatorOf(request.headers, this.settings.http.publicOrigin);
    const user = signedInUser(request);
    const valid = user ? hasToken(request.body, user.csrfToken) : initiator === 'same-origin';
    if (valid && initiator !== 'cross-origin') {
      return true;
    }
    throw initiator === 'same-origin' ? outdatedForm(request) : forgedForm();
  }
}

/**
 * Which origin sent a form, as the browser says; pages cannot set these headers. Pure.
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function initiatorOf(
  { origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  publicOrigin: string,
): 'same-origin' | 'cross-origin' | 'unknown' {
  if (origin !== undefined && origin !== publicOrigin) {
    return 'cross-origin';
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'cross-origin';
  }
  return origin === publicOrigin || site === 'same-origin' ? 'same-origin' : 'unknown';
}

function hasToken(body: unknown, expected: string): boolean {
  const sent = (body as { readonly csrf?: unknown } | undefined)?.csrf;
  if (typeof sent !== 'string') {
    return false;
  }
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const title = 'That form is no longer valid';

/** Somebody signed out and in again in another tab, perhaps as somebody else. */
function outdatedForm(request: FastifyRequest): UserFacingException {
  return new UserFacingException({
    status: 403,
    title,
    detail: 'There was another sign-in since this page was opened. Nothing was changed.',
    draft: saveFormDraft(request),
    link: { label: 'Try again', href: returnPathOf(request) },
    reason: 'csrf',
  });
}

function forgedForm(): UserFacingException {
  return new UserFacingException({
    status: 403,
    title,
    detail: 'It belongs to another sign-in or comes from another site. Nothing was changed.',
    reason: 'csrf',
  });
}
