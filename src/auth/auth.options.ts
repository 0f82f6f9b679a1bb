import type { CanActivate, ModuleMetadata, Type } from '@nestjs/common';

/** One source of signing keys: a document of OpenID Connect Discovery that names issuer and keys. */
export interface KeySourceOptions {
  /** How logs and readiness call it: the user flow (policy) with B2C. */
  readonly name: string;
  readonly discoveryUrl: string;
}

/** Azure AD B2C: each user flow has its own discovery document and keys. */
export interface B2cTokenOptions {
  readonly kind: 'b2c';
  /** The user flows and custom policies whose tokens are accepted. */
  readonly policies: readonly KeySourceOptions[];
  /** When set, the issuer must be of this tenant, whatever the discovery documents say. */
  readonly tenantId?: string | undefined;
}

/** Entra ID with one tenant, and Entra External ID: one discovery document with one issuer. */
export interface SingleTenantTokenOptions {
  readonly kind: 'entra' | 'external-id';
  readonly source: KeySourceOptions;
  /** The tenant that every token must be of: a GUID in lower case. */
  readonly tenantId: string;
  /** Whether accounts that are at home in another tenant may call. */
  readonly allowGuests: boolean;
}

/** Entra ID with many tenants: the issuer is a template, and keys say whose tokens they sign. */
export interface MultiTenantTokenOptions {
  readonly kind: 'entra-multi-tenant';
  readonly source: KeySourceOptions;
  /** GUIDs in lower case; left out, every tenant. */
  readonly allowedTenants?: readonly string[] | undefined;
  /** Whether the source issues tokens for personal Microsoft accounts too. */
  readonly consumers: boolean;
  readonly allowGuests: boolean;
}

/** The rules of one identity provider. */
export type TokenOptions = B2cTokenOptions | SingleTenantTokenOptions | MultiTenantTokenOptions;

/** Everything this module needs to know. It reads no environment variable. */
export interface AuthOptions {
  /** Names the protected resource in challenges (RFC 9110 section 11.5). */
  readonly realm: string;
  /** The API's own client id: the only audience accepted. */
  readonly audience: string;
  readonly token: TokenOptions;
  /** Where people sign in; named in challenges, where clients such as Excel look for it. */
  readonly authorizationUrl?: string | undefined;
  /** Where the protected resource metadata is (RFC 9728); named in challenges. */
  readonly resourceMetadataUrl?: string | undefined;
  /** Tolerance on `exp`, `nbf` and `iat`, in seconds. */
  readonly clockSkewSeconds: number;
  /** A scope that stands for every delegated scope. */
  readonly fullAccessScope?: string | undefined;
  /** Client ids that may call; left out, any client that the tenant let have a token. */
  readonly allowedClients?: readonly string[] | undefined;
  /** Bounds of the memory of verified tokens: 5,000 of 8 KiB unless set; no entries switch it off. */
  readonly rememberedTokens?: { readonly maxEntries?: number; readonly maxTokenLength?: number };
}

/** Options that come from other providers of the application. */
export interface AuthAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: (string | symbol | Type)[];
  readonly useFactory: (...dependencies: never[]) => AuthOptions | Promise<AuthOptions>;
  /** Guards that need to know the caller but not the scopes. They run between those of this module. */
  readonly guardsAfterToken?: readonly Type<CanActivate>[];
}

/** Injection token of {@link AuthOptions}. */
export const AUTH_OPTIONS = Symbol('AUTH_OPTIONS');
