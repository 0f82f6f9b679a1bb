import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { defaultClientIds, type Emulator } from 'azure-ad-b2c-emulator';

/** The version that the single-page client has. */
const msal = readFileSync(
  join(
    dirname(
      require.resolve('@azure/msal-browser/package.json', {
        paths: [join(__dirname, '../../clients/spa')],
      }),
    ),
    'lib/msal-browser.min.js',
  ),
);

/**
 * A page on an origin of its own that signs in with `@azure/msal-browser`. It needs no TLS, although
 * MSAL insists on an https authority: metadata given in advance are not fetched, and their addresses
 * may be the plain HTTP ones.
 */
export class MsalPage {
  #server: Server | undefined;

  constructor(readonly port: number) {}

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  async start(emulator: Emulator): Promise<void> {
    const page = html(emulator, `${this.origin}/`);
    this.#server = createServer(({ url = '' }, response) => {
      const script = url === '/msal.js';
      response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
      response.end(script ? msal : page);
    }).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

/** One MSAL instance for one policy: metadata given in advance hold for the whole instance. */
function html({ config, httpOrigin, issuer }: Emulator, redirectUri: string): string {
  const { name } = config.tenant;
  const authority = `${new URL(issuer).origin}/${name}.onmicrosoft.com/b2c_1_signupsignin`;
  const address = authority.replace(new URL(issuer).origin, httpOrigin);
  const scopes = [`https://${name}.onmicrosoft.com/${defaultClientIds.api}/tasks.read`];
  const settings = {
    auth: {
      clientId: defaultClientIds.singlePage,
      authority,
      knownAuthorities: [new URL(issuer).host, new URL(httpOrigin).host],
      authorityMetadata: JSON.stringify({
        issuer,
        authorization_endpoint: `${address}/oauth2/v2.0/authorize`,
        token_endpoint: `${address}/oauth2/v2.0/token`,
        end_session_endpoint: `${address}/oauth2/v2.0/logout`,
        jwks_uri: `${address}/discovery/v2.0/keys`,
      }),
      redirectUri,
      postLogoutRedirectUri: redirectUri,
    },
    cache: { cacheLocation: 'sessionStorage' },
  };
  return `<!doctype html>
<meta charset="utf-8" />
<title>Single-page client</title>
<button id="sign-in">Sign in</button>
<button id="renew">Renew</button>
<button id="sign-out">Sign out</button>
<p id="state">starting</p>
<p id="token"></p>
<script src="/msal.js"></script>
<script>
  const client = new msal.PublicClientApplication(${JSON.stringify(settings)});
  const scopes = ${JSON.stringify(scopes)};
  const show = (id, text) => (document.getElementById(id).textContent = text);
  const account = () => client.getAllAccounts()[0];
  client
    .initialize()
    .then(() => client.handleRedirectPromise())
    .then((result) => {
      if (result) show('token', result.accessToken);
      show('state', account() ? 'signed in as ' + account().name : 'signed out');
    })
    .catch((error) => show('state', error.errorCode + ' ' + error.message));
  document.getElementById('sign-in').onclick = () => client.loginRedirect({ scopes });
  document.getElementById('sign-out').onclick = () => client.logoutRedirect({ account: account() });
  document.getElementById('renew').onclick = () =>
    client
      .acquireTokenSilent({ scopes, account: account(), forceRefresh: true })
      .then((result) => show('token', result.accessToken))
      .catch((error) => show('state', error.errorCode + ' ' + error.message));
</script>
`;
}
