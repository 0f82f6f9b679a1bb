import { ConfidentialClientApplication, LogLevel } from '@azure/msal-node';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { Discovery } from './discovery.js';
import { providerNetwork } from './provider-network.js';

/**
 * Makes MSAL clients: a fresh one for each use, for one policy and, through its token cache, one
 * person. MSAL keeps one policy's endpoints and everybody's tokens in an instance, so that a shared
 * instance would mix up both.
 */
@Injectable()
export class MsalClients {
  readonly #log = new Logger('Msal');

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly discovery: Discovery,
  ) {}

  /** @param tokenCache what `getTokenCache().serialize()` gave for this person before */
  async create(flow: UserFlow, tokenCache?: string): Promise<ConfidentialClientApplication> {
    const { clientId, clientSecret, policies } = this.settings.provider;
    const { issuer, text } = await this.discovery.of(flow);
    const authority = new URL(policies[flow].authority);
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        // MSAL refuses plain HTTP even on loopback. The name is https then; the endpoints it uses
        // are those of the document.
        authority: `https://${authority.host}${authority.pathname}`,
        authorityMetadata: text,
        knownAuthorities: [authority.host, new URL(issuer).host],
      },
      system: {
        networkClient: providerNetwork,
        loggerOptions: {
          logLevel: LogLevel.Warning,
          piiLoggingEnabled: false,
          loggerCallback: (_level, message) => this.#log.debug(message),
        },
      },
    });
    if (tokenCache !== undefined) client.getTokenCache().deserialize(tokenCache);
    return client;
  }
}
