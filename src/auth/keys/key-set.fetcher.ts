import { JwksClient } from 'jwks-rsa';
import type { KeySetOptions, OutgoingProxy } from '../auth.options.js';
import { readSigningKeys, type SigningKey } from './json-web-keys.js';
import {
  fetchProviderDocument,
  readProviderMetadata,
  type MetadataAddress,
  type ProviderMetadata,
} from './provider-metadata.js';

/** A key set, and how it is fetched. */
export interface RemoteKeySetOptions extends KeySetOptions, MetadataAddress {
  /** What logs put in front of the name, where there are several providers. */
  readonly provider?: string | undefined;
  readonly proxy?: OutgoingProxy | undefined;
}

/** Fetches the metadata and the keys of a provider, once per call. When to fetch is decided elsewhere. */
export class KeySetFetcher {
  /** The address that was asked last. */
  lastUrl = '';
  readonly #stop = new AbortController();

  constructor(
    private readonly options: RemoteKeySetOptions,
    private readonly warn: (text: string) => void,
  ) {}

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Aborts the fetch in flight. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * Where the keys are. Fresh keys matter more than a fresh address: with one known, discovery may fail.
   *
   * @throws {ProviderDocumentError} when the document cannot be fetched and there is no earlier one
   */
  async metadata(earlier: ProviderMetadata | undefined): Promise<ProviderMetadata> {
    const { discoveryUrl } = this.options;
    this.lastUrl = discoveryUrl;
    try {
      return readProviderMetadata(await this.#fetchDocument(discoveryUrl), this.options);
    } catch (error) {
      if (!earlier) {
        throw error;
      }
      this.warn(`${discoveryUrl} ${messageOf(error)}; going on with the old`);
      return earlier;
    }
  }

  /** @throws {ProviderDocumentError} when no usable key can be fetched */
  async keys(jwksUri: string): Promise<ReadonlyMap<string, SigningKey>> {
    this.lastUrl = jwksUri;
    const client = new JwksClient({
      jwksUri,
      // RemoteKeySet replaces both: neither serves stale keys with a bound or limits unknown ids alone.
      cache: false,
      rateLimit: false,
      fetcher: (url) => this.#fetchDocument(url) as Promise<{ keys: unknown }>,
    });
    const { keys, ambiguous } = readSigningKeys(await client.getKeys());
    if (ambiguous.length > 0) {
      const ids = ambiguous.map((kid) => JSON.stringify(kid)).join(', ');
      this.warn(`several keys have the same kid, none is used: ${ids}`);
    }
    return keys;
  }

  #fetchDocument(url: string): Promise<unknown> {
    return fetchProviderDocument(url, this.#stop.signal, this.options.proxy);
  }
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
