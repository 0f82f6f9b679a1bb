import {
  RemoteKeySet,
  tokenRules,
  type AuthOptions,
  type OutgoingProxy,
  type TokenRules,
} from '../auth/internals.js';
import { examineToken } from './examine-token.js';
import { explain, type Explanation } from './explanation.js';
import type { ProtectedRoute } from './route-access-report.js';

/** The application that tokens are meant for: the options of its guard, and its routes. */
export interface ExplainedApi {
  readonly options: AuthOptions;
  readonly routes: readonly ProtectedRoute[];
  /** What precedes the names of a provider's variables, by the provider's name. */
  readonly variablePrefixes?: ReadonlyMap<string, string>;
}

/** Explains one token, with what the providers publish now unless told to stay offline. */
export async function explainToken(
  rawToken: string,
  { options, routes, variablePrefixes }: ExplainedApi,
  mayFetch: boolean,
): Promise<Explanation> {
  const fetched = await Promise.all(
    options.providers.map(async (provider) => {
      const rules = tokenRules(options, provider);
      const keys = mayFetch ? await fetchKeySets(rules, options.outgoingProxy) : undefined;
      return { provider, rules, keys };
    }),
  );
  try {
    const examined = await Promise.all(
      fetched.map(async ({ provider, rules, keys }) => ({
        rules,
        keySets: keys?.keySets,
        fullAccessScope: provider.fullAccessScope,
        variablePrefix: variablePrefixes?.get(provider.name),
        examination: await examineToken(rawToken, rules, keys?.keySets),
      })),
    );
    const troubles = fetched.flatMap(({ keys }) => keys?.troubles ?? []);
    return explain({ rawToken, providers: examined, troubles, routes });
  } finally {
    for (const { keys } of fetched) {
      keys?.stop();
    }
  }
}

/** Key sets that have had, or failed to have, their first answer. */
interface FetchedKeySets {
  readonly keySets: readonly RemoteKeySet[];
  /** Why some could not be reached. */
  readonly troubles: readonly string[];
  stop(): void;
}

/** Fetches public documents and keys, exactly as the guard does. The token takes no part in it. */
async function fetchKeySets(
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
