import type { Policy } from '../config/index.js';
import type { PublishedKey } from '../keys/index.js';
import type { User } from '../users/index.js';

/** What an address of the provider leads to. */
export type Endpoint = 'authorize' | 'token' | 'logout' | 'discovery' | 'keys';

/** A request's address, understood. */
export interface Place {
  endpoint: Endpoint;
  policy: Policy;
  /** How the caller wrote it, so that advertised addresses can be written the same way. */
  form: 'path' | 'query' | 'tfp';
  /** Tenant name or GUID as the caller gave it, in lower case. */
  tenant: string;
}

/** What a token for a person says. */
export interface TokenFacts {
  policy: Policy;
  user: User;
  clientId: string;
  issuedAt: number;
  nonce?: string | undefined;
  newUser?: boolean;
}

/** What an access token says besides. */
export interface AccessTokenFacts extends TokenFacts {
  audience: string;
  scopes: readonly string[];
}

/** What an ID token says besides. */
export interface IdTokenFacts extends TokenFacts {
  authTime: number;
  /** Present when issued together, as hashes: OpenID Connect Core 3.3.2.11. */
  accessToken?: string | undefined;
  code?: string | undefined;
}

/** What a token for an application itself says. */
export interface AppTokenFacts {
  policy: Policy;
  clientId: string;
  servicePrincipalId: string;
  audience: string;
  roles: readonly string[];
  issuedAt: number;
}

/** Claims in the order they are written. */
export type Claims = Record<string, unknown>;

/** Everything that differs between identity products: addresses, and what tokens say. */
export interface Profile {
  /** Understands an address; undefined when there is nothing there. */
  locate(path: string, query: URLSearchParams): Place | undefined;
  /** Address of an endpoint next to a place, on the origin the caller used. */
  address(origin: string, place: Place, endpoint: Endpoint): string;
  issuer(policy: Policy): string;
  discoveryDocument(origin: string, place: Place): Record<string, unknown>;
  /** The keys as they are listed at a place. */
  keySet(keys: readonly PublishedKey[], place: Place): readonly object[];
  accessTokenClaims(facts: AccessTokenFacts): Claims;
  idTokenClaims(facts: IdTokenFacts): Claims;
  appTokenClaims(facts: AppTokenFacts): Claims;
  /** `client_info` and `profile_info` of a token response, before encoding. */
  clientInfo(policy: Policy, user: User): Claims;
  profileInfo(user: User): Claims;
}
