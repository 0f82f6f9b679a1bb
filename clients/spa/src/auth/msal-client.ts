import { PublicClientApplication, type Configuration } from '@azure/msal-browser';
import type { Settings } from '../config/index.js';

/**
 * MSAL for one user flow. An instance caches the endpoints of one authority, so each flow has its own
 * instance; they share the session storage.
 */
export async function createMsalClient(
  settings: Settings,
  policy: string,
): Promise<PublicClientApplication> {
  const client = new PublicClientApplication({
    auth: {
      clientId: settings.clientId,
      redirectUri: `${location.origin}/`,
      postLogoutRedirectUri: `${location.origin}/`,
      ...(await authorityOf(settings, policy)),
    },
    cache: { cacheLocation: 'sessionStorage' },
  });
  await client.initialize();
  return client;
}

/**
 * Takes the response of a user flow out of the address, which MSAL leaves there: with "Back" the
 * browser would show an authorization code again that is used up.
 *
 * @returns the fragment for MSAL to read, empty when there is no response
 */
export function takeRedirectResponse(): string {
  const { hash, pathname } = location;
  history.replaceState(null, '', pathname);
  return hash;
}

/**
 * MSAL refuses an `http:` authority. A local provider is therefore given to MSAL under the origin of its
 * issuer, with the endpoints of its discovery document.
 */
async function authorityOf(
  { authorityHost, tenantName }: Settings,
  policy: string,
): Promise<Partial<Configuration['auth']>> {
  const path = `/${tenantName}.onmicrosoft.com/${policy.toLowerCase()}`;
  const { host, protocol } = new URL(authorityHost);
  if (protocol === 'https:') return { authority: authorityHost + path, knownAuthorities: [host] };
  const discovery = `${authorityHost}${path}/v2.0/.well-known/openid-configuration`;
  const metadata = await (await fetch(discovery)).text();
  const issuer = new URL((JSON.parse(metadata) as { readonly issuer: string }).issuer);
  return {
    authority: issuer.origin + path,
    knownAuthorities: [issuer.host, host],
    authorityMetadata: metadata,
  };
}
