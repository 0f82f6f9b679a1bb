import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions, type KeySourceOptions } from '../auth.options.js';
import { tokenProfile } from '../profiles/index.js';
import { KeySource, type KeySourceCounts } from './key-source.js';

/**
 * The signing keys of every issuer that is trusted. Each source is on its own: one that hangs slows
 * no other.
 */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #sources: ReadonlyMap<string, KeySource>;

  constructor(@Inject(AUTH_OPTIONS) options: AuthOptions) {
    const logger = new Logger(SigningKeys.name);
    this.#sources = new Map(
      tokenProfile(options.token).sources.map((source) => [
        source.name,
        new KeySource(source, logger),
      ]),
    );
  }

  /** Begins to fetch, without holding up the start: a provider that is down must not keep the API down. */
  onApplicationBootstrap(): void {
    for (const source of this.#sources.values()) source.start();
  }

  onApplicationShutdown(): void {
    for (const source of this.#sources.values()) source.stop();
  }

  /** The keys of one source. */
  of({ name }: KeySourceOptions): KeySource {
    const source = this.#sources.get(name);
    if (!source) throw new TypeError(`no such source of signing keys: ${name}`);
    return source;
  }

  /** Every source, in the order of the options. */
  all(): readonly KeySource[] {
    return [...this.#sources.values()];
  }

  /** What each source has been through, by its name. */
  counts(): Readonly<Record<string, KeySourceCounts>> {
    return Object.fromEntries([...this.#sources].map(([name, source]) => [name, source.counts()]));
  }

  /** The names of the sources that have no keys that may be used now; ready is none. */
  missing(): string[] {
    return [...this.#sources.values()].filter(({ usable }) => !usable).map(({ name }) => name);
  }
}
