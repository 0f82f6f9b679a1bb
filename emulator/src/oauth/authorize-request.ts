import {
  findApplication,
  platformOf,
  tenantDomain,
  type Application,
  type Config,
  type Platform,
} from '../config/index.js';
import { readChallenge, type PkceChallenge } from './pkce.js';
import { refusals } from './refusals.js';
import { readScopes, type RequestedScopes } from './requested-scopes.js';

/** How the answer travels back to the client. */
export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** Where the answer goes, be it a code or an error. */
export interface ReturnAddress {
  client: Application;
  platform: Platform;
  redirectUri: string;
  mode: ResponseMode;
  state: string | undefined;
}

/** What the client wants to have. */
export interface AuthorizeRequest extends ReturnAddress {
  types: ReadonlySet<ResponseType>;
  scopes: RequestedScopes;
  challenge: PkceChallenge | undefined;
  nonce: string | undefined;
  prompt: string | undefined;
  loginHint: string | undefined;
}

type ResponseType = 'code' | 'id_token' | 'token';

/** Finds out whom to answer. What fails here is shown to the person, never sent anywhere. */
export function readReturnAddress(config: Config, params: URLSearchParams): ReturnAddress {
  const clientId = params.get('client_id');
  if (!clientId) throw refusals.clientIdMissing();
  const client = findApplication(config, clientId);
  if (!client) throw refusals.clientUnknown(clientId, tenantDomain(config));
  const redirectUri = params.get('redirect_uri') ?? '';
  const platform = platformOf(client, redirectUri);
  if (!platform) throw refusals.redirectUriUnknown(redirectUri, client.clientId);
  return {
    client,
    platform,
    redirectUri,
    mode: responseMode(params),
    state: params.get('state') ?? undefined,
  };
}

/** Reads the rest. What fails here is sent to the client. */
export function readAuthorizeRequest(
  config: Config,
  to: ReturnAddress,
  params: URLSearchParams,
): AuthorizeRequest {
  const types = readResponseTypes(params.get('response_type'));
  checkResponseMode(params.get('response_mode'), types);
  const scopes = readScopes(config, to.client, params.get('scope'));
  checkTypes(types, scopes, to.client);

  const challenge = readChallenge(params);
  // https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow
  if (to.platform === 'spa' && types.has('code') && !challenge) throw refusals.challengeMissing();

  const nonce = params.get('nonce') || undefined;
  // OpenID Connect Core 3.2.2.1 asks for a nonce here; B2C's code for its absence is unconfirmed.
  if (types.has('id_token') && nonce === undefined) throw refusals.parameterMissing('nonce');

  const prompt = params.get('prompt') || undefined;
  if (prompt && !['none', 'login', 'consent', 'select_account'].includes(prompt))
    throw refusals.promptInvalid();
  return {
    ...to,
    types,
    scopes,
    challenge,
    nonce,
    prompt,
    loginHint: params.get('login_hint') || undefined,
  };
}

function readResponseTypes(value: string | null): ReadonlySet<ResponseType> {
  if (!value) throw refusals.parameterMissing('response_type');
  const types = value.split(' ');
  const known = types.filter(
    (type): type is ResponseType => type === 'code' || type === 'id_token' || type === 'token',
  );
  if (known.length !== types.length || new Set(known).size !== known.length)
    throw refusals.responseTypeUnsupported(value);
  return new Set(known);
}

function checkTypes(
  types: ReadonlySet<ResponseType>,
  scopes: RequestedScopes,
  client: Application,
): void {
  if (types.has('id_token') && !scopes.openid) throw refusals.idTokenWithoutOpenid();
  if (types.has('id_token') && !client.implicit.idTokens) throw refusals.implicitFlowOff();
  if (types.has('token') && !client.implicit.accessTokens) throw refusals.implicitFlowOff();
  // A token response needs at least one API scope: same page as above, implicit flow.
  if (types.has('token') && !scopes.resource) throw refusals.nothingToIssue();
}

// Tokens never travel in a query: OAuth 2.0 Multiple Response Types, section 5.
function checkResponseMode(mode: string | null, types: ReadonlySet<ResponseType>): void {
  if (mode && !['query', 'fragment', 'form_post'].includes(mode))
    throw refusals.responseModeUnsupported(mode);
  if (mode === 'query' && (types.has('token') || types.has('id_token')))
    throw refusals.responseModeUnsupported(mode);
}

function responseMode(params: URLSearchParams): ResponseMode {
  const mode = params.get('response_mode');
  const tokens = /token/.test(params.get('response_type') ?? '');
  if (mode === 'fragment' || mode === 'form_post') return mode;
  return tokens ? 'fragment' : 'query';
}
