import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SpokenException } from '../errors/index.js';
import { signedInOf } from './session.data.js';

/** For pages that are somebody's own. Others get a page with status 401, and no redirect. */
@Injectable()
export class SignedInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (signedInOf(request)) return true;
    throw signInNeeded(
      'You are not signed in',
      'This page is for people who are signed in.',
      request,
    );
  }
}

/** A page with status 401 that leads to the sign-in and back to where the person was. */
export function signInNeeded(
  title: string,
  detail: string,
  { method, url }: FastifyRequest,
  reason = 'signed_out',
): SpokenException {
  const returnTo = method === 'GET' ? url : (url.split('?', 1)[0] ?? '/');
  const href = `/auth/sign_in?${new URLSearchParams({ return_to: returnTo }).toString()}`;
  return new SpokenException({
    status: 401,
    title,
    detail,
    wayOn: { label: 'Sign in', href },
    reason,
  });
}
