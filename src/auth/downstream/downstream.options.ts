import type { ModuleMetadata, Type } from '@nestjs/common';
import type { INetworkModule } from '@azure/msal-node';

/** How this API proves itself to a provider: by one of the three. */
export interface ApiCredentials {
  /** The client id of this API at the provider; left out, the provider's `audience`. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** https://learn.microsoft.com/entra/msal/javascript/node/certificate-credentials */
  readonly clientCertificate?:
    | { readonly thumbprintSha256: string; readonly privateKey: string; readonly x5c?: string }
    | undefined;
  /** A signed assertion, of a managed identity for example. */
  readonly clientAssertion?: (() => Promise<string>) | undefined;
}

/** Options of `DownstreamModule`. */
export interface DownstreamOptions {
  /** By the names of the providers in the options of `AuthModule`: `entra`, `external-id`, or your own. */
  readonly credentials: Readonly<Record<string, ApiCredentials>>;
  /** How many tokens are kept, of whom they were used last: 1,000 unless set. */
  readonly maxTokens?: number | undefined;
  /** How long the provider may take for an answer, in milliseconds: 5,000 unless set. Then the caller is answered 503. */
  readonly timeoutMs?: number | undefined;
  /** What MSAL sends its requests with; left out, `fetch`, through the `outgoingProxy` of `AuthModule`. */
  readonly networkClient?: INetworkModule | undefined;
}

/** Options that come from other providers of the application. */
export interface DownstreamAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: (string | symbol | Type)[];
  readonly useFactory: (...dependencies: never[]) => DownstreamOptions | Promise<DownstreamOptions>;
}

/** Injection token of {@link DownstreamOptions}. */
export const DOWNSTREAM_OPTIONS = Symbol.for('nestjs-azure-auth/downstream-options');
