import type { Policy } from '../config/index.js';
import type { Claims, PublishedKey } from '../keys/index.js';
import type { ProtocolError } from '../protocol/index.js';
import type { User } from '../users/index.js';

/** The endpoints of a provider. */
export type Endpoint = 'authorize' | 'token' | 'logout' | 'discovery' | 'keys';

/** Every endpoint has two paths; the ones without a version are those of the older v1 endpoints. */
export type EndpointVersion = 'v2.0' | 'unversioned';

/** The parsed address of a request. */
export interface EndpointAddress {
  readonly endpoint: Endpoint;
  readonly version: EndpointVersion;
  readonly policy: Policy;
  /** How the caller wrote it, so that advertised addresses can be written the same way. */
  readonly form: 'path' | 'query' | 'tfp';
  /** Tenant name or GUID as the caller gave it, in lower case. */
  readonly tenant: string;
  /** Client id of `?appid=`, in lower case: whose own signing keys are listed, too. */
  readonly applicationId?: string | undefined;
}

/** Input of the tokens for a user. */
export interface UserTokenParams {
  readonly policy: Policy;
  readonly user: User;
  readonly clientId: string;
  readonly issuedAt: number;
  readonly nonce?: string | undefined;
  readonly newUser?: boolean;
}

/** Input of an access token. */
export interface AccessTokenParams extends UserTokenParams {
  readonly authContexts?: readonly string[] | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly audience: string;
  readonly scopes: readonly string[];
}

/** Input of an ID token. */
export interface IdTokenParams extends UserTokenParams {
  readonly authTime: number;
  /** Present when issued together, as hashes: OpenID Connect Core 3.3.2.11. */
  readonly accessToken?: string | undefined;
  readonly code?: string | undefined;
}

/** Input of an access token for an application itself. */
export interface AppTokenParams {
  readonly policy: Policy;
  readonly clientId: string;
  readonly servicePrincipalId: string;
  readonly audience: string;
  readonly roles: readonly string[];
  readonly issuedAt: number;
}

/** Input of a token response. */
export interface TokenResponseParams {
  readonly policy: Policy;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly accessToken?: string | undefined;
  /** Client id of the API that the access token is for. */
  readonly resource?: string | undefined;
  /** Absent with client credentials. */
  readonly person?:
    | {
        user: User;
        scope: string;
        idToken?: string | undefined;
        refresh?: { token: string; expiresIn: number } | undefined;
        /** Whether the client asked for `client_info`. */
        clientInfo: boolean;
      }
    | undefined;
}

/** An error response in the format of the product. */
export interface ErrorResponse {
  /** HTTP status at the token endpoint; other endpoints redirect or show a page. */
  readonly status: number;
  readonly error: string;
  /** Lines end with CR LF. */
  readonly description: string;
  /** Additional members at the token endpoint. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What differs between the products: addresses, claims, token and error responses. */
export interface Product {
  /** Parses an address; undefined when it is no endpoint. */
  matchAddress(path: string, query: URLSearchParams): EndpointAddress | undefined;
  /** URL of another endpoint of the same tenant and policy, on the origin of the request. */
  endpointUrl(origin: string, address: EndpointAddress, endpoint: Endpoint): string;
  issuer(policy: Policy): string;
  /** Whether an unregistered redirect URI is reported to a registered one; otherwise on a page. */
  readonly reportsToRegisteredUri: boolean;
  discoveryDocument(origin: string, address: EndpointAddress): Record<string, unknown>;
  /** The members of the key set at an address. */
  keySet(keys: readonly PublishedKey[], address: EndpointAddress): readonly object[];
  accessTokenClaims(facts: AccessTokenParams): Claims;
  idTokenClaims(facts: IdTokenParams): Claims;
  appTokenClaims(facts: AppTokenParams): Claims;
  tokenResponse(facts: TokenResponseParams): Record<string, unknown>;
  /** @param now - milliseconds since the epoch */
  errorResponse(protocolError: ProtocolError, now: number): ErrorResponse;
}

/** Paths after tenant and policy, the same for all products. */
export const paths: Record<EndpointVersion, Record<Endpoint, string>> = {
  'v2.0': {
    authorize: 'oauth2/v2.0/authorize',
    token: 'oauth2/v2.0/token',
    logout: 'oauth2/v2.0/logout',
    discovery: 'v2.0/.well-known/openid-configuration',
    keys: 'discovery/v2.0/keys',
  },
  unversioned: {
    authorize: 'oauth2/authorize',
    token: 'oauth2/token',
    logout: 'oauth2/logout',
    discovery: '.well-known/openid-configuration',
    keys: 'discovery/keys',
  },
};

/** Endpoints by path. */
export const endpointsByPath = new Map(
  Object.entries(paths).flatMap(([version, byEndpoint]) =>
    Object.entries(byEndpoint).map(([endpoint, path]) => [
      path,
      { endpoint: endpoint as Endpoint, version: version as EndpointVersion },
    ]),
  ),
);
