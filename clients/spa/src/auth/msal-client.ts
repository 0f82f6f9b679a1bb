import { PublicClientApplication, type Configuration } from '@azure/msal-browser';
import type { Settings } from '../config/settings.js';

/**
 * MSAL for one user flow. An instance holds the addresses of one, so each has its own; they share the
 * session storage.
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
 * MSAL takes no `http:` authority. A local provider is known by the origin of its issuer, and reached
 * at the plain addresses of its discovery document.
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
