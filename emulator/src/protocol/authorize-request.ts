import {
  type Application,
  type Config,
  findApplication,
  type Platform,
  redirectUriPlatform,
  tenantDomain,
} from '../config/index.js';
import { clientsHint, implicitHint, redirectUrisHint } from './error-hints.js';
import { type PkceChallenge, readChallenge } from './pkce.js';
import type { ProtocolError } from './protocol-error.js';
import { protocolErrors } from './protocol-errors.js';
import { readClaims, type RequestedClaims } from './requested-claims.js';
import { readScopes, type RequestedScopes } from './requested-scopes.js';

/** Response modes: OAuth 2.0 Multiple Response Types and Form Post Response Mode. */
export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** Where the authorization response goes. */
export interface ResponseTarget {
  readonly client: Application;
  readonly platform: Platform;
  readonly redirectUri: string;
  readonly mode: ResponseMode;
  readonly state: string | undefined;
}

/** A validated authorization request. */
export interface AuthorizeRequest extends ResponseTarget {
  readonly types: ReadonlySet<ResponseType>;
  readonly scopes: RequestedScopes;
  readonly challenge: PkceChallenge | undefined;
  readonly nonce: string | undefined;
  readonly prompt: string | undefined;
  readonly loginHint: string | undefined;
  readonly requestedClaims: RequestedClaims;
}

type ResponseType = 'code' | 'id_token' | 'token';

/** Reads client, redirect URI and response mode. Errors here are shown on a page: nobody can be redirected. */
export function readResponseTarget(config: Config, params: URLSearchParams): ResponseTarget {
  const clientId = params.get('client_id');
  if (!clientId) {
    throw protocolErrors.clientIdMissing().withHint(clientsHint(config));
  }
  const client = findApplication(config, clientId);
  if (!client) {
    throw protocolErrors
      .clientUnknown(clientId, tenantDomain(config))
      .withHint(clientsHint(config));
  }
  const redirectUri = params.get('redirect_uri') ?? '';
  const platform = redirectUriPlatform(client, redirectUri);
  const common = { client, mode: responseMode(params), state: params.get('state') ?? undefined };
  if (platform) {
    return { ...common, platform, redirectUri };
  }
  const registered = registeredRedirectUri(client);
  throw new UnregisteredRedirectUriError(
    redirectUri,
    redirectUri === '' || !registered ? undefined : { ...common, ...registered },
    client,
  );
}

/** The redirect URI of an authorization request is not registered for its client. */
export class UnregisteredRedirectUriError extends Error {
  override readonly name = 'UnregisteredRedirectUriError';
  readonly protocolError: ProtocolError;

  /** @param registered - the client's first registered redirect URI */
  constructor(
    redirectUri: string,
    readonly registered: ResponseTarget | undefined,
    client: Application,
  ) {
    super(`${redirectUri} is not registered`);
    this.protocolError = protocolErrors
      .redirectUriMismatch(redirectUri, client.clientId)
      .withHint(redirectUrisHint(client));
  }
}

function registeredRedirectUri({
  redirectUris,
}: Application): Pick<ResponseTarget, 'platform' | 'redirectUri'> | undefined {
  for (const platform of ['web', 'spa', 'publicClient'] as const) {
    const [redirectUri] = redirectUris[platform];
    if (redirectUri !== undefined) {
      return { platform, redirectUri };
    }
  }
  return undefined;
}

/** Reads the other parameters. Errors here are sent to the client. */
export function readAuthorizeRequest(
  config: Config,
  to: ResponseTarget,
  params: URLSearchParams,
): AuthorizeRequest {
  const types = readResponseTypes(params.get('response_type'));
  checkResponseMode(params.get('response_mode'), types);
  const scopes = readScopes(config, to.client, params.get('scope'));
  checkTypes(types, scopes, to.client);

  const challenge = readChallenge(params);
  // https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow
  if (to.platform === 'spa' && types.has('code') && !challenge) {
    throw protocolErrors.challengeMissing();
  }

  const nonce = params.get('nonce') || undefined;
  // OpenID Connect Core 3.2.2.1 asks for a nonce here; B2C's code for its absence is unconfirmed.
  if (types.has('id_token') && nonce === undefined) {
    throw protocolErrors.parameterMissing('nonce');
  }

  const prompt = params.get('prompt') || undefined;
  if (prompt && !['none', 'login', 'consent', 'select_account'].includes(prompt)) {
    throw protocolErrors.promptInvalid();
  }
  return {
    ...to,
    types,
    scopes,
    challenge,
    nonce,
    prompt,
    loginHint: params.get('login_hint') || undefined,
    // B2C ignores the parameter.
    requestedClaims: readClaims(config.provider === 'b2c' ? null : params.get('claims')),
  };
}

function readResponseTypes(value: string | null): ReadonlySet<ResponseType> {
  if (!value) {
    throw protocolErrors.parameterMissing('response_type');
  }
  const types = value.split(' ');
  const known = types.filter(
    (type): type is ResponseType => type === 'code' || type === 'id_token' || type === 'token',
  );
  if (known.length !== types.length || new Set(known).size !== known.length) {
    throw protocolErrors.responseTypeUnsupported(value);
  }
  return new Set(known);
}

function checkTypes(
  types: ReadonlySet<ResponseType>,
  scopes: RequestedScopes,
  client: Application,
): void {
  if (types.has('id_token') && !scopes.openid) {
    throw protocolErrors.idTokenWithoutOpenid();
  }
  if (types.has('id_token') && !client.implicit.idTokens) {
    throw protocolErrors.implicitFlowOff().withHint(implicitHint(client, 'idTokens'));
  }
  if (types.has('token') && !client.implicit.accessTokens) {
    throw protocolErrors.implicitFlowOff().withHint(implicitHint(client, 'accessTokens'));
  }
  // A token response needs at least one API scope: same page as above, implicit flow.
  if (types.has('token') && !scopes.resource) {
    throw protocolErrors.nothingToIssue();
  }
}

// Tokens are never sent in a query: OAuth 2.0 Multiple Response Types, section 5.
function checkResponseMode(mode: string | null, types: ReadonlySet<ResponseType>): void {
  if (mode && !['query', 'fragment', 'form_post'].includes(mode)) {
    throw protocolErrors.responseModeUnsupported(mode);
  }
  if (mode === 'query' && (types.has('token') || types.has('id_token'))) {
    throw protocolErrors.responseModeUnsupported(mode);
  }
}

function responseMode(params: URLSearchParams): ResponseMode {
  const mode = params.get('response_mode');
  const tokens = /token/.test(params.get('response_type') ?? '');
  if (mode === 'fragment' || mode === 'form_post') {
    return mode;
  }
  return tokens ? 'fragment' : 'query';
}
