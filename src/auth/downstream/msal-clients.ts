import { ConfidentialClientApplication } from '@azure/msal-node';
import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type ProviderOptions, type ResolvedAuthOptions } from '../auth.options.js';
import { boundedNetwork } from './bounded-network.js';
import { DOWNSTREAM_OPTIONS, type DownstreamOptions } from './downstream.options.js';

/** A provider that has the on-behalf-of flow. */
type ExchangingProvider = Exclude<ProviderOptions, { readonly kind: 'b2c' }>;

/** One confidential client of MSAL for each provider, made when it is first needed. */
@Injectable()
export class MsalClients {
  readonly #clients = new Map<string, ConfidentialClientApplication>();

  constructor(
    @Inject(DOWNSTREAM_OPTIONS) private readonly options: DownstreamOptions,
    @Inject(AUTH_OPTIONS) private readonly auth: ResolvedAuthOptions,
  ) {}

  /** @throws {TypeError} where the provider cannot exchange tokens, or this API cannot prove itself to it */
  of(provider: ProviderOptions, tenant: string): ConfidentialClientApplication {
    const known = this.#clients.get(provider.name);
    if (known) {
      return known;
    }
    const client = this.#create(exchanging(provider), tenant);
    this.#clients.set(provider.name, client);
    return client;
  }

  #create(provider: ExchangingProvider, tenant: string): ConfidentialClientApplication {
    const credentials = this.options.credentials[provider.name];
    if (!credentials) {
      throw new TypeError(
        `DownstreamModule: credentials.${provider.name} is missing, and a caller came from that provider`,
      );
    }
    const {
      clientId = provider.audience,
      clientSecret,
      clientCertificate,
      clientAssertion,
    } = credentials;
    const authority = authorityOf(provider, tenant);
    const { timeoutMs = 5_000, networkClient } = this.options;
    return new ConfidentialClientApplication({
      auth: {
        clientId,
        ...(clientSecret !== undefined && { clientSecret }),
        ...(clientCertificate && { clientCertificate }),
        ...(clientAssertion && { clientAssertion }),
        authority,
        // The issuer of External ID has a host of its own.
        knownAuthorities: [new URL(authority).host, `${tenant}.ciamlogin.com`],
      },
      system: {
        networkClient:
          networkClient ?? boundedNetwork({ timeoutMs, proxy: this.auth.outgoingProxy }),
      },
    });
  }
}

/**
 * Where a token of a tenant is exchanged: at that tenant, also where the provider is configured as
 * `organizations`. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export function authorityOf(provider: ProviderOptions, tenant: string): string {
  return `${new URL(exchanging(provider).keySet.discoveryUrl).origin}/${tenant}`;
}

function exchanging(provider: ProviderOptions): ExchangingProvider {
  if (provider.kind === 'b2c') {
    throw new TypeError(
      `Azure AD B2C has no on-behalf-of flow, so DownstreamApi cannot call anything for people of "${provider.name}": ` +
        'call the other API with an application permission, or move to Entra External ID',
    );
  }
  return provider;
}
