import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { providerUnreachable } from './provider.failures.js';

const schema = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.url(),
  jwks_uri: z.url(),
});

/** What a policy's discovery document says, and its text for MSAL. */
export type ProviderDocument = z.output<typeof schema> & { readonly text: string };

const timeLimitMs = 5_000;
const maxAgeMs = 60 * 60_000;

/** While the provider is away, what is known of it is used for this long before asking again. */
const patienceMs = 30_000;

interface Known {
  readonly document: ProviderDocument;
  readonly until: number;
}

/**
 * The discovery documents, one for each policy (OpenID Connect Discovery 1.0 section 4). Fetched
 * when first needed, so that the client starts while the provider is down, and once an hour. The
 * last good one is kept for as long as there is no newer one.
 */
@Injectable()
export class Discovery {
  readonly #log = new Logger('Discovery');
  readonly #known = new Map<UserFlow, Known>();
  readonly #underWay = new Map<UserFlow, Promise<ProviderDocument>>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws SpokenException when there is no usable answer, and never was one */
  async of(flow: UserFlow): Promise<ProviderDocument> {
    const known = this.#known.get(flow);
    if (known && known.until > Date.now()) return known.document;
    const underWay = this.#underWay.get(flow);
    if (underWay) return underWay;
    const latest = this.#latest(flow, known).finally(() => this.#underWay.delete(flow));
    this.#underWay.set(flow, latest);
    return latest;
  }

  async #latest(flow: UserFlow, known: Known | undefined): Promise<ProviderDocument> {
    try {
      const document = await this.#fetch(flow);
      this.#known.set(flow, { document, until: Date.now() + maxAgeMs });
      return document;
    } catch (error) {
      this.#log.warn(`${flow}: ${error instanceof Error ? error.message : String(error)}`);
      if (!known) throw providerUnreachable();
      this.#known.set(flow, { ...known, until: Date.now() + patienceMs });
      return known.document;
    }
  }

  async #fetch(flow: UserFlow): Promise<ProviderDocument> {
    const { authority } = this.settings.provider.policies[flow];
    const response = await fetch(`${authority}/v2.0/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimitMs),
    });
    if (!response.ok) throw new Error(`discovery answered ${response.status}`);
    const text = await response.text();
    const document = schema.parse(JSON.parse(text));
    const { issuer: _issuer, ...addresses } = document;
    const { origin } = new URL(authority);
    // The secret and codes go to these addresses: they must be where the settings say.
    if (Object.values(addresses).some((address) => new URL(address).origin !== origin))
      throw new Error('discovery names an address of another origin');
    return { ...document, text };
  }
}
