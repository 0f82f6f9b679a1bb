import { KeySource, type TokenRules } from '../auth/index.js';

/** Sources of keys that have had, or failed to have, their first answer. */
export interface ProviderKeys {
  readonly sources: readonly KeySource[];
  /** Why some could not be reached. */
  readonly troubles: readonly string[];
  stop(): void;
}

/** Fetches public documents and keys, exactly as the guard does. The token takes no part in it. */
export async function fetchProviderKeys({ profile }: TokenRules): Promise<ProviderKeys> {
  const troubles: string[] = [];
  const logger = {
    log: () => undefined,
    warn: (message: string) => void troubles.push(message),
  };
  const sources = profile.sources.map((source) => new KeySource(source, logger));
  for (const source of sources) source.start();
  await Promise.allSettled(sources.map((source) => source.whenIssuerKnown()));
  return {
    sources,
    troubles,
    stop: () => {
      for (const source of sources) source.stop();
    },
  };
}
