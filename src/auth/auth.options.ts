import type { CanActivate, ModuleMetadata, Type } from '@nestjs/common';
import type { TokenFault } from './refusals/index.js';

/** A set of signing keys, found through the discovery document that names its issuer and its address. */
export interface KeySetOptions {
  /** How logs, metrics and readiness name it: with B2C the user flow (policy). */
  readonly name: string;
  readonly discoveryUrl: string;
}

/** Azure AD B2C: each user flow has its own discovery document and keys. */
export interface B2cOptions {
  readonly kind: 'b2c';
  /** The user flows and custom policies whose tokens are accepted. */
  readonly policies: readonly KeySetOptions[];
  /** When set, the issuer must be of this tenant, whatever the discovery documents say. */
  readonly tenantId?: string | undefined;
  /** Client ids of applications that call for themselves: B2C does not mark their tokens. */
  readonly applicationClients?: readonly string[] | undefined;
}

/** Entra ID with one tenant, and Entra External ID: one discovery document with one issuer. */
export interface SingleTenantOptions {
  readonly kind: 'entra' | 'external-id';
  readonly keySet: KeySetOptions;
  /** The tenant that every token must be of: a GUID in lower case. */
  readonly tenantId: string;
  /** Whether accounts whose home is another tenant may call. */
  readonly allowGuests: boolean;
}

/** Entra ID with many tenants: the issuer is a template, and each key names the issuer it signs for. */
export interface MultiTenantOptions {
  readonly kind: 'entra-multi-tenant';
  readonly keySet: KeySetOptions;
  /** GUIDs in lower case; left out, every tenant. */
  readonly allowedTenants?: readonly string[] | undefined;
  /** Whether the authority issues tokens for personal Microsoft accounts too. */
  readonly consumers: boolean;
  readonly allowGuests: boolean;
}

/** What an access token must have, whichever product issued it. */
export interface AcceptedTokens {
  /** How logs and callers name the provider. */
  readonly name: string;
  /** The API's own client id: the only audience accepted. */
  readonly audience: string;
  /** Where people sign in; named in challenges, where clients such as Excel look for it. */
  readonly authorizationUrl?: string | undefined;
  /** A scope that stands for every delegated scope. */
  readonly fullAccessScope?: string | undefined;
  /** What precedes the short name of a scope where clients request it, without a closing slash. */
  readonly scopePrefix?: string | undefined;
  /** Client ids that may call; left out, any client that the tenant let have a token. */
  readonly allowedClients?: readonly string[] | undefined;
  /**
   * The tenant that people were in before, and the claim that holds the object id they had there: such a
   * person owns what that object id owned. People must not be able to edit the claim.
   */
  readonly formerOwner?: { readonly tenantId: string; readonly claim: string } | undefined;
}

/** One identity provider whose tokens are accepted. */
export type ProviderOptions = AcceptedTokens &
  (B2cOptions | SingleTenantOptions | MultiTenantOptions);

/** A proxy that takes HTTPS through `CONNECT`. */
export interface OutgoingProxy {
  /** `http://` or `https://`, with user and password or without. */
  readonly url: string;
  /** Hosts to reach directly, in the form of the usual variable `NO_PROXY`. */
  readonly noProxy: string;
}

/** Everything this module needs to know. It reads no environment variable. */
export interface AuthOptions {
  /**
   * Names the protected resource in challenges (RFC 9110 section 11.5): its address, usually. Left out, the
   * audience of the first provider.
   */
  readonly realm?: string | undefined;
  readonly providers: readonly ProviderOptions[];
  /** Where the protected resource metadata is (RFC 9728); named in challenges. */
  readonly resourceMetadataUrl?: string | undefined;
  /** Tolerance on `exp`, `nbf` and `iat`, in seconds: 60 unless set. */
  readonly clockSkewSeconds?: number | undefined;
  /** How documents of the providers are fetched; left out: directly. */
  readonly outgoingProxy?: OutgoingProxy | undefined;
  /** Bounds of the cache of verified tokens: 5,000 of 8 KiB unless set; no entries switch it off. */
  readonly verifiedTokens?:
    { readonly maxEntries?: number; readonly maxTokenLength?: number } | undefined;
  /** What the log adds to a reason, in the words of the application's own configuration. */
  readonly hints?: Partial<Readonly<Record<TokenFault, string>>> | undefined;
}

/** The options with their defaults, as {@link AUTH_OPTIONS} injects them. */
export interface ResolvedAuthOptions extends AuthOptions {
  readonly realm: string;
  readonly clockSkewSeconds: number;
}

/** Options that come from other providers of the application. */
export interface AuthAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: (string | symbol | Type)[];
  readonly useFactory: (...dependencies: never[]) => AuthOptions | Promise<AuthOptions>;
  /** Guards that need to know the caller but not the scopes. They run between those of this module. */
  readonly guardsAfterToken?: readonly Type<CanActivate>[];
}

/** Injection token of the options as they were given. */
export const GIVEN_OPTIONS = Symbol.for('nestjs-azure-auth/given-options');

/**
 * Injection token of the providers that are trusted, a list of {@link ProviderOptions}: for tests, which
 * override it with a provider of their own and leave the other options as they are.
 */
export const AUTH_PROVIDERS = Symbol.for('nestjs-azure-auth/providers');

/** Injection token of {@link ResolvedAuthOptions}. */
export const AUTH_OPTIONS = Symbol.for('nestjs-azure-auth/options');
