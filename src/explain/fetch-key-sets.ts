import { RemoteKeySet, type OutgoingProxy, type TokenRules } from '../auth/internals.js';

/** Key sets that have had, or failed to have, their first answer. */
export interface FetchedKeySets {
  readonly keySets: readonly RemoteKeySet[];
  /** Why some could not be reached. */
  readonly troubles: readonly string[];
  stop(): void;
}

/** Fetches public documents and keys, exactly as the guard does. The token takes no part in it. */
export async function fetchKeySets(
  { provider }: TokenRules,
  proxy: OutgoingProxy | undefined,
): Promise<FetchedKeySets> {
  const troubles: string[] = [];
  const logger = {
    log: () => undefined,
    warn: (message: string) => void troubles.push(message),
  };
  const { keyHosts } = provider;
  const keySets = provider.keySets.map(
    (options) => new RemoteKeySet({ ...options, keyHosts, proxy }, logger),
  );
  for (const keySet of keySets) {
    keySet.start();
  }
  await Promise.allSettled(keySets.map((keySet) => keySet.whenIssuerKnown()));
  return {
    keySets,
    troubles,
    stop: () => {
      for (const keySet of keySets) {
        keySet.stop();
      }
    },
  };
}
