import { PublicClientApplication, type Configuration } from '@azure/msal-browser';
import type { Settings } from '../config/index.js';

/**
 * MSAL for one authority. An instance caches the endpoints of one, so each user flow has its own
 * instance; they share the session storage.
 *
 * @param userFlow name of the user flow; only B2C has them
 */
export async function createMsalClient(
  settings: Settings,
  userFlow?: string,
): Promise<PublicClientApplication> {
  const client = new PublicClientApplication({
    auth: {
      clientId: settings.clientId,
      redirectUri: `${location.origin}/`,
      postLogoutRedirectUri: `${location.origin}/`,
      // This page answers claims challenges, and the API sends them to nobody else. B2C has none.
      ...(settings.identityProvider !== 'b2c' && { clientCapabilities: ['cp1'] }),
      ...(await authorityOf(settings, userFlow)),
    },
    cache: { cacheLocation: 'sessionStorage' },
  });
  await client.initialize();
  return client;
}

/**
 * Takes the response of a redirect out of the address, which MSAL leaves there: with "Back" the browser
 * would show an authorization code again that is used up.
 *
 * @param query of the page, from before the redirect; parameters of a response are left out
 * @returns the fragment for MSAL to read, empty when there is no response
 */
export function consumeRedirectResponse(pageQuery: string): string {
  const { hash, pathname } = location;
  const query = new URLSearchParams(pageQuery);
  for (const name of responseParameters) {
    query.delete(name);
  }
  history.replaceState(null, '', query.size === 0 ? pathname : `${pathname}?${query}`);
  return hash;
}

/** Of OAuth 2.0 and OpenID Connect; the rest of a query belongs to the page. */
const responseParameters = [
  'code',
  'state',
  'session_state',
  'client_info',
  'error',
  'error_description',
  'iss',
];

type Authority = Partial<Configuration['auth']>;

/**
 * MSAL refuses an `http:` authority. A local provider is therefore given to MSAL under the origin of its
 * issuer, with the endpoints of its discovery document.
 */
async function authorityOf(settings: Settings, userFlow: string | undefined): Promise<Authority> {
  const { authorityHost, tenant } = settings;
  const path = userFlow ? `/${tenant}/${userFlow.toLowerCase()}` : `/${tenant}`;
  const { host, protocol } = new URL(authorityHost);
  if (protocol === 'https:') {
    return { authority: authorityHost + path, knownAuthorities: [host, ...issuerHosts(settings)] };
  }
  const discovery = `${authorityHost}${path}/v2.0/.well-known/openid-configuration`;
  const metadata = await (await fetch(discovery)).text();
  const issuer = new URL((JSON.parse(metadata) as { readonly issuer: string }).issuer);
  return {
    authority: issuer.origin + path,
    knownAuthorities: [issuer.host, host],
    authorityMetadata: metadata,
  };
}

/** External ID issues tokens in the name of another host than that of its endpoints; MSAL checks it. */
const issuerHosts = ({ identityProvider, tenant }: Settings): string[] =>
  identityProvider === 'external-id' ? [`${tenant}.ciamlogin.com`] : [];
