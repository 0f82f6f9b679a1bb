import {
  AuthError,
  ConfidentialClientApplication,
  LogLevel,
  type INetworkModule,
  type NetworkRequestOptions,
} from '@azure/msal-node';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { HttpClientService } from '../http-client/index.js';
import { DiscoveryService } from './discovery.service.js';
import { providerErrorCode } from './provider.exceptions.js';

/**
 * Creates MSAL clients: a new one for each use, for one policy and, through its token cache, one
 * person. An MSAL instance holds one policy's endpoints and everybody's tokens, so a shared instance
 * would mix up both.
 */
@Injectable()
export class MsalClientFactory {
  readonly #log = new Logger('Msal');

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly discovery: DiscoveryService,
    private readonly http: HttpClientService,
  ) {}

  /** @param tokenCache what `getTokenCache().serialize()` returned for this person before */
  async create(flow: UserFlow, tokenCache?: string): Promise<ConfidentialClientApplication> {
    const { clientId, clientSecret, authorities } = this.settings.provider;
    const { issuer, text } = await this.discovery.metadata(flow);
    const authority = new URL(authorities[flow]?.url ?? '');
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        // MSAL refuses plain HTTP even on loopback, so it is given https as a name; the endpoints it
        // uses are those of the metadata.
        authority: `https://${authority.host}${authority.pathname}`,
        authorityMetadata: text,
        // The issuer of External ID has a host of its own, with the tenant's GUID.
        knownAuthorities: [authority.host, new URL(issuer).host],
      },
      system: {
        networkClient: networkClient(this.http),
        loggerOptions: {
          logLevel: LogLevel.Warning,
          piiLoggingEnabled: false,
          loggerCallback: (_level, message) => this.#log.debug(message),
        },
      },
    });
    if (tokenCache !== undefined) {
      client.getTokenCache().deserialize(tokenCache);
    }
    return client;
  }
}

const timeoutMs = 10_000;

/** MSAL's network module, with a timeout, which its own lacks, and with 5xx treated as unreachable. */
function networkClient(http: HttpClientService): INetworkModule {
  const send = async (method: string, url: string, options: NetworkRequestOptions = {}) => {
    const response = await http.fetch(url, {
      method,
      headers: options.headers,
      body: options.body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status >= 500) {
      throw new Error(`the provider answered ${response.status}`);
    }
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      // Of the type that MSAL asked for: MSAL validates what it gets.
      body: (await response.json()) as never,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

/** Why a token request failed. */
export type TokenRequestError =
  { readonly kind: 'unreachable' } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads an error of MSAL. Only its code is used, because its message can hold parts of tokens.
 *
 * @throws the error itself when it is not one of MSAL's
 */
export function readMsalError(error: unknown): TokenRequestError {
  if (!(error instanceof AuthError)) {
    throw error;
  }
  if (networkErrors.has(error.errorCode)) {
    return { kind: 'unreachable' };
  }
  return { kind: 'refused', reason: providerErrorCode(error.errorMessage) ?? error.errorCode };
}

const networkErrors = new Set(['network_error', 'request_timeout', 'no_network_connectivity']);
