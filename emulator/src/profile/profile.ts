import type { Policy } from '../config/index.js';
import type { PublishedKey } from '../keys/index.js';
import type { ProtocolError } from '../oauth/protocol-error.js';
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

/** What a token response can say; a product leaves out what it never says. */
export interface TokenResponseFacts {
  policy: Policy;
  /** Seconds since the epoch. */
  issuedAt: number;
  accessToken?: string | undefined;
  /** Client id of the API that the access token is for. */
  resource?: string | undefined;
  /** What a person let the client have; absent when the token is the client's own. */
  person?:
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

/** A refusal as a product writes it. */
export interface WrittenRefusal {
  /** Of the token endpoint; the others send the client a redirect, or show a page. */
  status: number;
  error: string;
  /** Lines end with CR LF. */
  description: string;
  /** What else the token endpoint says. */
  details: Readonly<Record<string, unknown>>;
}

/** Claims in the order they are written. */
export type Claims = Record<string, unknown>;

/** Everything that differs between identity products: addresses, what tokens say, and answers. */
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
  tokenResponse(facts: TokenResponseFacts): Record<string, unknown>;
  /** @param now - milliseconds since the epoch */
  writeRefusal(refusal: ProtocolError, now: number): WrittenRefusal;
}
