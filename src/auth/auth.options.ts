import type { CanActivate, ModuleMetadata, Type } from '@nestjs/common';
import type { RefusalEvent, TokenFault } from './refusals/index.js';
import type { Caller } from './caller.interface.js';

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
export interface CommonProviderOptions {
  /** How logs and callers name the provider. */
  readonly name: string;
  /** The API's own client id: the audience of its tokens. A token for several audiences is refused. */
  readonly audience: string;
  /** Other audiences that are accepted too: of an earlier registration, or an application ID URI. */
  readonly audiences?: readonly string[] | undefined;
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
export type ProviderOptions = CommonProviderOptions &
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
  /**
   * The access token of a message of a microservice, where it is not `auth.token` of the payload: in headers
   * of RabbitMQ, NATS or Kafka, in the metadata of gRPC. Called with what the handler gets: the payload, and the context
   * (`RmqContext`, `NatsContext`, with gRPC its `Metadata`).
   */
  readonly messageToken?: ((payload: unknown, context: unknown) => string | undefined) | undefined;
  /**
   * Reads claims of the application's own, such as `extension_…` of B2C, into {@link Caller.custom}. It gets the
   * claims of a token that was accepted; what people can edit themselves proves nothing.
   */
  readonly customClaims?: ((claims: Readonly<Record<string, unknown>>) => unknown) | undefined;
  /**
   * Called for each request, connection and message whose token was accepted, before what the route requires
   * is looked at. What it resolves to is found by `@CurrentUser()`: the user of the application's own database, say.
   *
   * Throws `AccessDenied` to refuse the caller with 403; any other error is a defect, and 500.
   */
  readonly loadUser?: ((caller: Caller) => unknown) | undefined;
  /**
   * The object ids of the groups of a person who is in more than a token can name, from Microsoft Graph for
   * example. Asked for routes with `@RequireGroups()` only. Left out, such a person is refused with 403 and a
   * reason that says so.
   */
  readonly loadGroups?:
    ((caller: Caller) => readonly string[] | Promise<readonly string[]>) | undefined;
  /**
   * The authentication context, such as `c1`, of routes with `@RequireAuthContext()` that name none themselves. Left
   * out, they require none.
   */
  readonly stepUpContext?: string | undefined;
  /** Told of every refusal. The channel `nestjs-azure-auth:refusal` of `node:diagnostics_channel` has the same. */
  readonly onRefusal?: ((refusal: RefusalEvent) => void) | undefined;
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
export const AUTH_MODULE_OPTIONS = Symbol.for('nestjs-azure-auth/given-options');

/**
 * Injection token of the providers that are trusted, a list of {@link ProviderOptions}: for tests, which
 * override it with a provider of their own and leave the other options as they are.
 */
export const AUTH_PROVIDERS = Symbol.for('nestjs-azure-auth/providers');

/** Injection token of {@link ResolvedAuthOptions}. */
export const AUTH_OPTIONS = Symbol.for('nestjs-azure-auth/options');
