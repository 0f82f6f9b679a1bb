import { decodeJwt } from 'jose';
import { findApplication, platformOf, type Application } from '../config/index.js';
import type { Place } from '../profile/index.js';
import { errorPage } from '../pages/error.page.js';
import { signedOutPage } from '../pages/signed-out.page.js';
import { redirect, withCookie, type Answer } from '../server/answer.js';
import { emulatorCookie, setCookie } from '../server/cookies.js';
import { readForm, type EmulatorRequest } from '../server/emulator-request.js';
import type { Tenant } from '../tenant/index.js';
import { verifyOwnToken } from '../tokens/verify-own-token.js';
import { ProtocolError } from './protocol-error.js';
import { refusals } from './refusals.js';

/**
 * `GET` or `POST …/oauth2/v2.0/logout`: ends the session of every policy.
 *
 * Without an ID token as a hint B2C goes to any address it is given; with one, the address must be
 * registered. https://learn.microsoft.com/azure/active-directory-b2c/openid-connect#send-a-sign-out-request
 */
export async function logoutEndpoint(
  tenant: Tenant,
  { policy }: Place,
  request: EmulatorRequest,
): Promise<Answer> {
  const params = new URLSearchParams([...request.query, ...(await readForm(request))]);
  try {
    const hint = params.get('id_token_hint') || undefined;
    if (policy.requireIdTokenInLogout && hint === undefined)
      throw refusals.parameterMissing('id_token_hint');
    const client = hint === undefined ? undefined : await clientOf(tenant, hint);
    const target = readTarget(params, client);
    tenant.sessions.end(emulatorCookie(request, 'sso'));
    return withCookie(
      target === undefined ? signedOutPage() : redirect(target),
      setCookie(request, 'sso', undefined),
    );
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return errorPage(tenant.writeRefusal(error));
  }
}

function readTarget(params: URLSearchParams, client: Application | undefined): string | undefined {
  const uri = params.get('post_logout_redirect_uri') || undefined;
  if (uri === undefined) return undefined;
  if (client && !platformOf(client, uri)) throw refusals.redirectUriUnknown(uri, client.clientId);
  if (!URL.canParse(uri) || /[^\x21-\x7e]/.test(uri)) throw refusals.logoutUriInvalid(uri);
  const target = new URL(uri);
  const state = params.get('state');
  if (state === null) return uri;
  target.searchParams.set('state', state);
  return target.href;
}

// The ID token may have expired long ago: people sign out late.
async function clientOf(tenant: Tenant, hint: string): Promise<Application> {
  if (!(await verifyOwnToken(tenant.keys, hint))) throw refusals.hintInvalid();
  const client = findApplication(tenant.config, String(decodeJwt(hint).aud));
  if (!client) throw refusals.hintInvalid();
  return client;
}
