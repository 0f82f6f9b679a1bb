import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SpokenException } from '../errors/index.js';
import { returnPathOf } from './return-path.js';
import { signedInOf } from './session.data.js';
import { keepTyped } from './typed.js';

/** For pages that are somebody's own. Others get a page with status 401, and no redirect. */
@Injectable()
export class SignedInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (signedInOf(request)) return true;
    const detail =
      request.method === 'GET'
        ? 'This page is for people who are signed in.'
        : 'Your sign-in has ended, so nothing was changed. Sign in to go on.';
    throw signInNeeded('You are not signed in', detail, request);
  }
}

/** A page with status 401 that leads to the sign-in and back to where the person was. */
export function signInNeeded(
  title: string,
  detail: string,
  request: FastifyRequest,
  reason = 'signed_out',
): SpokenException {
  const query = new URLSearchParams({ return_to: returnPathOf(request) }).toString();
  return new SpokenException({
    status: 401,
    title,
    detail,
    typed: keepTyped(request),
    wayOn: { label: 'Sign in', href: `/auth/sign_in?${query}` },
    reason,
  });
}
