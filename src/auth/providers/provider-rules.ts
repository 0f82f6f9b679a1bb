import type { KeySetOptions } from '../auth.options.js';
import type { TokenFault } from '../refusals/index.js';
import { asGuid } from './guid.js';

/** A JSON object whose members have not been checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What differs from one identity provider to the next. Pure functions of the claims: nothing here
 * fetches or remembers. Everything else about a token is the same for all of them.
 */
export interface ProviderRules {
  readonly name: string;
  /** The value of `ver` in the access tokens of this provider. */
  readonly version: string;
  /** Where signing keys come from. */
  readonly keySets: readonly KeySetOptions[];
  /** Hosts that Microsoft documents for the keys of this provider, besides those of its own domain. */
  readonly keyHosts: readonly string[];
  /** The key set that a token refers to, if it is one of {@link keySets}. */
  keySetOf(claims: JsonObject): KeySetOptions | undefined;
  /** What can be said of `iss`, and of the tenant, before any discovery document has been fetched. */
  checkIssuerShape(claims: JsonObject): TokenFault | undefined;
  /** Whether `iss` is the issuer that a discovery document announces. */
  isIssuer(claims: JsonObject, announced: string): boolean;
  /** Whether a key may sign tokens with these claims, by the issuer that the key names. */
  acceptsKeyOf(claims: JsonObject, keyIssuer: string | undefined): boolean;
  /** The provider's own claims about the sign-in: policy and tenant. */
  checkPolicy(claims: JsonObject): TokenFault | undefined;
  /** What kind of account it is: a member or a guest. */
  checkAccount(claims: JsonObject): TokenFault | undefined;
  /** The tenant that the subject belongs to. Only called for accepted tokens. */
  tenantOf(claims: JsonObject): string;
  /** The user flow that issued the token, where the provider has such a thing. */
  policyOf(claims: JsonObject): string | null;
  /** What an application may do in its own name; undefined when the token is a person's. */
  appPermissionsOf(claims: JsonObject): readonly string[] | undefined;
}

/** The client that a token was issued to, or null when it does not say or contradicts itself. */
export function clientOf({ azp, appid }: JsonObject): string | null {
  if (azp !== undefined && appid !== undefined && !isSameId(azp, appid)) {
    return null;
  }
  const client = azp ?? appid;
  return typeof client === 'string' ? client : null;
}

/** Whether two ids are the same; GUIDs are, whatever their case. */
export function isSameId(a: unknown, b: unknown): boolean {
  return a === b || (asGuid(a) !== undefined && asGuid(a) === asGuid(b));
}
