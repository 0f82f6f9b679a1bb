import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AUTH_OPTIONS, type ResolvedAuthOptions, type KeySetOptions } from '../auth.options.js';
import { createProviderRules, type ProviderRules } from '../providers/index.js';
import { RemoteKeySet, type KeySetCounts } from './remote-key-set.js';
import { findConflicts, type AnnouncingProvider } from './issuer-conflicts.js';

/** What a key set of a provider has counted. */
export interface ProviderKeySetCounts extends KeySetCounts {
  readonly provider: string;
  readonly keySet: string;
  readonly usable: boolean;
}

/** The key sets of one provider, by name. */
interface ProviderKeys extends AnnouncingProvider {
  readonly keySets: ReadonlyMap<string, RemoteKeySet>;
}

/**
 * The signing keys of every provider that is trusted. Key sets do not share anything: one that hangs
 * delays no other, and no key of one provider verifies a token of another.
 */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(SigningKeys.name);
  readonly #providers: readonly ProviderKeys[];
  #conflicts: ReadonlyMap<string, string> = new Map();

  constructor(@Inject(AUTH_OPTIONS) { providers, outgoingProxy }: ResolvedAuthOptions) {
    const label = (name: string) => (providers.length > 1 ? name : undefined);
    this.#providers = providers.map(createProviderRules).map((provider) => ({
      provider,
      keySets: new Map(
        provider.keySets.map((options) => [
          options.name,
          new RemoteKeySet(
            {
              ...options,
              keyHosts: provider.keyHosts,
              provider: label(provider.name),
              proxy: outgoingProxy,
            },
            this.#logger,
            () => this.#findConflicts(),
          ),
        ]),
      ),
    }));
  }

  /** Begins to fetch without delaying the start: a provider that is down must not keep the API down. */
  onApplicationBootstrap(): void {
    for (const keySet of this.#all()) {
      keySet.start();
    }
  }

  onApplicationShutdown(): void {
    for (const keySet of this.#all()) {
      keySet.stop();
    }
  }

  /** @throws {TypeError} for a key set that is not in the options */
  of(provider: Pick<ProviderRules, 'name'>, { name }: KeySetOptions): RemoteKeySet {
    const found = this.#providers
      .find((candidate) => candidate.provider.name === provider.name)
      ?.keySets.get(name);
    if (!found) {
      throw new TypeError(`no such key set: ${provider.name} ${name}`);
    }
    return found;
  }

  /** Whether an earlier provider announces the same issuer: then no token of this one is accepted. */
  isInConflict({ name }: Pick<ProviderRules, 'name'>): boolean {
    return this.#conflicts.has(name);
  }

  counts(): readonly ProviderKeySetCounts[] {
    return this.#providers.flatMap(({ provider, keySets }) =>
      [...keySets.values()].map((keySet) => ({
        provider: provider.name,
        keySet: keySet.name,
        usable: this.#isUsable(provider, keySet),
        ...keySet.counts(),
      })),
    );
  }

  /**
   * The names of the key sets that keep the application from being ready; none as soon as one provider
   * has all of its keys.
   */
  missing(): string[] {
    const missing = this.#providers.map(({ provider, keySets }) =>
      [...keySets.values()].filter((keySet) => !this.#isUsable(provider, keySet)),
    );
    return missing.some((ofProvider) => ofProvider.length === 0)
      ? []
      : missing.flat().map(({ name }) => name);
  }

  #all(): RemoteKeySet[] {
    return this.#providers.flatMap(({ keySets }) => [...keySets.values()]);
  }

  #isUsable(provider: ProviderRules, keySet: RemoteKeySet): boolean {
    return keySet.usable && !this.isInConflict(provider);
  }

  #findConflicts(): void {
    const conflicts = findConflicts(this.#providers);
    for (const [name, earlier] of conflicts) {
      if (!this.#conflicts.has(name)) {
        this.#logger.error(
          `${name} announces the same issuer as ${earlier}: no token of ${name} is accepted`,
        );
      }
    }
    this.#conflicts = conflicts;
  }
}
