import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { describeNetworkError, HttpClientService } from '../http-client/index.js';
import { providerUnreachable } from './provider.exceptions.js';

const metadataSchema = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.url(),
  jwks_uri: z.url(),
});

/** An authority's provider metadata (OpenID Connect Discovery 1.0 section 3), and its JSON for MSAL. */
export type ProviderMetadata = z.output<typeof metadataSchema> & { readonly text: string };

const timeoutMs = 5_000;
const maxAgeMs = 60 * 60_000;

/** After a failed refresh the cached metadata is used for this long before the next attempt. */
const retryAfterMs = 30_000;

interface CachedMetadata {
  readonly metadata: ProviderMetadata;
  readonly expiresAt: number;
}

/**
 * Fetches the discovery documents, one for each authority (OpenID Connect Discovery 1.0 section 4), at
 * first use and then once an hour: the client can start while the provider is down. Through an outage
 * the last good document stays in use.
 */
@Injectable()
export class DiscoveryService {
  readonly #log = new Logger('Discovery');
  readonly #cache = new Map<UserFlow, CachedMetadata>();
  readonly #inFlight = new Map<UserFlow, Promise<ProviderMetadata>>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly http: HttpClientService,
  ) {}

  /** @throws {UserFacingException} when there is no usable answer, and never was one */
  async metadata(flow: UserFlow): Promise<ProviderMetadata> {
    const cached = this.#cache.get(flow);
    if (cached && cached.expiresAt > Date.now()) {
      return cached.metadata;
    }
    const inFlight = this.#inFlight.get(flow);
    if (inFlight) {
      return inFlight;
    }
    const refreshed = this.#refresh(flow, cached).finally(() => this.#inFlight.delete(flow));
    this.#inFlight.set(flow, refreshed);
    return refreshed;
  }

  async #refresh(flow: UserFlow, cached: CachedMetadata | undefined): Promise<ProviderMetadata> {
    try {
      const metadata = await this.#fetch(flow);
      this.#cache.set(flow, { metadata, expiresAt: Date.now() + maxAgeMs });
      return metadata;
    } catch (error) {
      this.#log.warn(`${flow}: ${describeNetworkError(error)}`);
      if (!cached) {
        throw providerUnreachable();
      }
      this.#cache.set(flow, { ...cached, expiresAt: Date.now() + retryAfterMs });
      return cached.metadata;
    }
  }

  async #fetch(flow: UserFlow): Promise<ProviderMetadata> {
    const { authorities, clientId, kind } = this.settings.provider;
    const authority = authorities[flow]?.url ?? '';
    // An application may have signing keys of its own, which the provider lists only if asked for them.
    // https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-signature
    const query = kind === 'b2c' ? '' : `?appid=${clientId}`;
    const url = `${authority}/v2.0/.well-known/openid-configuration${query}`;
    const response = await this.http.fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      throw new Error(`discovery answered ${response.status}`);
    }
    const text = await response.text();
    const metadata = metadataSchema.parse(JSON.parse(text));
    const { issuer: _issuer, ...endpoints } = metadata;
    const { origin } = new URL(authority);
    // The client secret and codes are sent to these endpoints: they must be where the settings say.
    if (Object.values(endpoints).some((endpoint) => new URL(endpoint).origin !== origin)) {
      throw new Error('discovery names an address of another origin');
    }
    return { ...metadata, text };
  }
}
