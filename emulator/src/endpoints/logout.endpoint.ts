import { decodeJwt } from 'jose';
import { type Application, findApplication, redirectUriPlatform } from '../config/index.js';
import {
  type EmulatorRequest,
  type EmulatorResponse,
  readEmulatorCookie,
  readForm,
  redirect,
  setCookie,
  withCookie,
} from '../http/index.js';
import { isSignedByRing } from '../keys/index.js';
import { errorPage, signedOutPage } from '../pages/index.js';
import type { EndpointAddress } from '../products/index.js';
import { ProtocolError, protocolErrors, redirectUrisHint } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';

/**
 * `GET` or `POST …/oauth2/v2.0/logout`: ends the session of every policy.
 *
 * Without `id_token_hint` B2C redirects to any address; with it, the address must be registered. https://learn.microsoft.com/azure/active-directory-b2c/openid-connect#send-a-sign-out-request
 */
export async function logoutEndpoint(
  tenant: Tenant,
  { policy }: EndpointAddress,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const params = new URLSearchParams([...request.query, ...(await readForm(request))]);
  try {
    const hint = params.get('id_token_hint') || undefined;
    if (policy.requireIdTokenInLogout && hint === undefined) {
      throw protocolErrors.parameterMissing('id_token_hint');
    }
    const client = hint === undefined ? undefined : await clientOf(tenant, hint);
    const target = readTarget(params, client);
    const sessionId = readEmulatorCookie(request, tenant.sessionCookie);
    const userId = tenant.sessions.find(sessionId)?.userId;
    tenant.sessions.end(sessionId);
    const email = userId === undefined ? undefined : tenant.users.findById(userId)?.email;
    tenant.activity.record({ kind: 'sign-out', email });
    return withCookie(
      target === undefined ? signedOutPage() : redirect(target),
      setCookie(request, tenant.sessionCookie, undefined),
    );
  } catch (error) {
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    return errorPage(tenant.errorResponse(error));
  }
}

function readTarget(params: URLSearchParams, client: Application | undefined): string | undefined {
  const uri = params.get('post_logout_redirect_uri') || undefined;
  if (uri === undefined) {
    return undefined;
  }
  if (client && !redirectUriPlatform(client, uri)) {
    throw protocolErrors
      .redirectUriUnknown(uri, client.clientId)
      .withHint(redirectUrisHint(client));
  }
  if (!URL.canParse(uri) || /[^\x21-\x7e]/.test(uri)) {
    throw protocolErrors.logoutUriInvalid(uri);
  }
  const target = new URL(uri);
  const state = params.get('state');
  if (state === null) {
    return uri;
  }
  target.searchParams.set('state', state);
  return target.href;
}

function audienceOf(token: string): string {
  try {
    return String(decodeJwt(token).aud);
  } catch {
    throw protocolErrors.hintInvalid();
  }
}

// An expired ID token is accepted: people sign out late.
async function clientOf(tenant: Tenant, hint: string): Promise<Application> {
  const audience = audienceOf(hint);
  const client = findApplication(tenant.config, audience);
  if (!client || !(await isSignedByRing(tenant.keysFor(client.clientId), hint))) {
    throw protocolErrors.hintInvalid();
  }
  return client;
}
