import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UserFacingException } from '../errors/index.js';
import { saveFormDraft } from './form-draft.js';
import { returnPathOf } from './return-path.js';
import { signedInUser } from './signed-in-user.js';

/** For pages that need a signed-in user. Without one they answer 401 with a page, and no redirect. */
@Injectable()
export class AuthenticatedGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (signedInUser(request)) {
      return true;
    }
    const detail =
      request.method === 'GET'
        ? 'This page is for people who are signed in.'
        : 'Your sign-in has ended, so nothing was changed. Sign in to go on.';
    throw signInRequired('You are not signed in', detail, request);
  }
}

/** A page with status 401 that links to the sign-in, which leads back to the page of the request. */
export function signInRequired(
  title: string,
  detail: string,
  request: FastifyRequest,
  reason = 'signed_out',
): UserFacingException {
  const query = new URLSearchParams({ return_to: returnPathOf(request) }).toString();
  return new UserFacingException({
    status: 401,
    title,
    detail,
    draft: saveFormDraft(request),
    link: { label: 'Sign in', href: `/auth/sign_in?${query}` },
    reason,
  });
}
