import { randomBytes } from 'node:crypto';
import type { OutgoingProxy } from '../auth/internals.js';
import { printable } from '../logging/index.js';
import { failed, passed, skipped, warning, type Finding } from './finding.js';
import { askProvider, type ProviderAnswer } from './provider-request.js';

/** What the documentation page signs in with. */
export interface SignIn {
  readonly clientId: string | undefined;
  readonly authorizationUrl: string;
  readonly redirectUri: string;
  readonly proxy?: OutgoingProxy | undefined;
}

const check = 'documentation sign-in';
const errorCode = /AADB2C\d{5}|AADSTS\d{5,7}/;

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes and its B2C counterpart. */
const redirectUnknown = new Set(['AADB2C90006', 'AADSTS50011']);
const clientUnknown = new Set(['AADB2C90018', 'AADSTS700016']);
const tenantUnknown = new Set(['AADSTS90002', 'AADSTS900023']);

/**
 * Asks for a silent sign-in that nobody is signed in for. A provider that knows client and redirect
 * URI sends that refusal to the redirect URI; one that does not shows an error page of its own.
 */
export async function checkSignIn(signIn: SignIn): Promise<Finding> {
  const { clientId, authorizationUrl, redirectUri } = signIn;
  if (clientId === undefined) {
    return skipped(check, 'OPENAPI_CLIENT_ID is not set, so the page offers no sign-in');
  }
  const url = new URL(authorizationUrl);
  const parameters = {
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: 'openid',
    prompt: 'none',
    state: 'doctor',
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: randomBytes(32).toString('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  const answer = await askProvider(url.href, 'text/html', signIn.proxy);
  if ('found' in answer) {
    return failed(check, `${authorizationUrl}: ${answer.found}`, answer.toDo);
  }
  return interpret(answer, { ...signIn, clientId });
}

function interpret(
  { status, location, body }: ProviderAnswer,
  signIn: SignIn & { readonly clientId: string },
): Finding {
  const { clientId, redirectUri } = signIn;
  const target = location === null ? undefined : sentTo(location, redirectUri);
  const code = errorCode.exec(
    location === null ? body : (errorIn(location)?.description ?? body),
  )?.[0];
  const answered = code ?? `status ${status}`;
  if (code !== undefined && redirectUnknown.has(code)) {
    return failed(
      check,
      `${code}: ${redirectUri} is not a redirect URI of ${clientId}`,
      `Register it: App registrations > the documentation client > Authentication > Add a platform > Single-page application > ${redirectUri}. If the API has another address, set PUBLIC_URL.`,
    );
  }
  if (code !== undefined && clientUnknown.has(code)) {
    return failed(
      check,
      `${code}: the tenant has no application ${clientId}`,
      'Compare OPENAPI_CLIENT_ID with the Application (client) ID on the Overview page of the single-page registration.',
    );
  }
  if (code !== undefined && tenantUnknown.has(code)) {
    return failed(
      check,
      `${code}: there is no such tenant`,
      'Compare TENANT_ID with the Directory (tenant) ID on the Overview page.',
    );
  }
  if (target?.error === 'login_required' || target?.error === 'interaction_required') {
    return passed(check, `${clientId} may redirect to ${redirectUri}`);
  }
  const toDo = `Sign in once on ${new URL('/docs', redirectUri).href}, and read what the provider says.`;
  return target?.error === undefined
    ? warning(check, `could not tell from the provider's answer (${answered})`, toDo)
    : warning(
        check,
        `the client and ${redirectUri} are known, and the provider says ${printable(target.error, 60)} (${answered})`,
        toDo,
      );
}

/** The error of a redirect, if it goes to the redirect URI. */
function sentTo(location: string, redirectUri: string) {
  const { origin, pathname } = URL.canParse(location) ? new URL(location) : {};
  return `${origin}${pathname}` === redirectUri ? errorIn(location) : undefined;
}

/** The error of any redirect: B2C reports an unknown redirect URI to a registered one. */
function errorIn(location: string) {
  if (!URL.canParse(location)) {
    return undefined;
  }
  const url = new URL(location);
  const parameters = new URLSearchParams(url.search || url.hash.slice(1));
  return {
    error: parameters.get('error') ?? undefined,
    description: parameters.get('error_description') ?? '',
  };
}
