import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions, type KeySetOptions } from '../auth.options.js';
import { identityProvider } from '../providers/index.js';
import { RemoteKeySet, type KeySetCounts } from './remote-key-set.js';

/**
 * The signing keys of every issuer that is trusted. Key sets do not share anything: one that hangs
 * delays no other.
 */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #keySets: ReadonlyMap<string, RemoteKeySet>;

  constructor(@Inject(AUTH_OPTIONS) { providers }: AuthOptions) {
    const logger = new Logger(SigningKeys.name);
    const options = providers.flatMap((provider) => identityProvider(provider).keySets);
    this.#keySets = new Map(options.map((one) => [one.name, new RemoteKeySet(one, logger)]));
  }

  /** Begins to fetch without delaying the start: a provider that is down must not keep the API down. */
  onApplicationBootstrap(): void {
    for (const keySet of this.#keySets.values()) {
      keySet.start();
    }
  }

  onApplicationShutdown(): void {
    for (const keySet of this.#keySets.values()) {
      keySet.stop();
    }
  }

  /** @throws {TypeError} for a key set that is not in the options */
  of({ name }: KeySetOptions): RemoteKeySet {
    const keySet = this.#keySets.get(name);
    if (!keySet) {
      throw new TypeError(`no such key set: ${name}`);
    }
    return keySet;
  }

  /** What each key set has counted, by its name. */
  counts(): Readonly<Record<string, KeySetCounts>> {
    return Object.fromEntries([...this.#keySets].map(([name, keySet]) => [name, keySet.counts()]));
  }

  /** The names of the key sets without keys that may be used now; none when all are ready. */
  missing(): string[] {
    return [...this.#keySets.values()].filter(({ usable }) => !usable).map(({ name }) => name);
  }
}
