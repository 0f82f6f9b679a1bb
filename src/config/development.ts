import type { ServerEnvironment } from './environment.schema.js';
import type { DevelopmentSettings, ProviderSettings } from './settings.js';
import { isLoopbackHttp, isLoopbackName } from './variables.js';

/**
 * What the API serves on a developer's machine besides itself: a start page that hands out tokens, and
 * explanations of refused ones. Undefined anywhere else, and no variable alone switches it on. Besides
 * `NODE_ENV=development`, every provider must be a local one, whose tokens anybody here can have anyway,
 * and the API must be reachable from this machine alone. A deployment meets neither.
 *
 * @param nodeEnv the value of `NODE_ENV`
 */
export function developmentSettings(
  nodeEnv: string | undefined,
  server: ServerEnvironment,
  providers: readonly ProviderSettings[],
): DevelopmentSettings | undefined {
  const { HOST, PORT, PUBLIC_URL, TRUST_PROXY, DEVELOPMENT_LINKS, DEVELOPMENT_SIGN_IN } = server;
  const [first] = providers;
  const isLocal =
    nodeEnv === 'development' &&
    first !== undefined &&
    providers.every(({ tokenUrl }) => isLoopbackHttp(tokenUrl)) &&
    isLoopbackName(HOST) &&
    typeof PORT === 'number' &&
    (PUBLIC_URL === undefined || isLocalOrigin(PUBLIC_URL)) &&
    TRUST_PROXY === undefined;
  if (!isLocal) {
    return undefined;
  }
  const [email = '', password = ''] = DEVELOPMENT_SIGN_IN?.split(/:(.*)/s) ?? [];
  return {
    providerOrigins: [...new Set(providers.map(({ tokenUrl }) => new URL(tokenUrl).origin))],
    links: (DEVELOPMENT_LINKS ?? []).map((entry) => {
      const [name = '', url = ''] = entry.split(/=(.*)/s);
      return { name, url };
    }),
    signIn: DEVELOPMENT_SIGN_IN === undefined ? undefined : { email, password },
  };
}

/** Without a path: that of a proxy. */
function isLocalOrigin(publicUrl: string): boolean {
  return isLoopbackHttp(publicUrl) && new URL(publicUrl).origin === publicUrl;
}
