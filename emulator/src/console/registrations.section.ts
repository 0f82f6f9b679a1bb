import {
  appIdUri,
  type Application,
  type Config,
  type Policy,
  tenantDomain,
} from '../config/index.js';
import { html, type Html } from '../pages/index.js';
import type { Tenant } from '../tenant/index.js';
import { type ConsoleHandler, sectionPath } from './console-context.js';
import { consolePage } from './console.page.js';
import { clientsOf } from './run-request.js';

const platformNames = {
  web: 'Web',
  spa: 'Single-page',
  publicClient: 'Mobile and desktop',
} as const;

/** `GET registrations`: applications and policies of the configuration. */
export const showRegistrations: ConsoleHandler = (context) => {
  const { tenant, request } = context;
  const { config } = tenant;
  return consolePage(context, {
    section: 'registrations',
    content: html`<p class="lead">
        Tenant id <code>${config.tenant.id}</code>. Registrations come from the configuration
        (<code>--config</code>).
      </p>
      <h2>Applications</h2>
      ${config.applications.map((application) => applicationView(tenant, application))}
      <h2>Policies</h2>
      ${config.policies.map((policy) => policyView(tenant, policy, request.origin))}`,
  });
};

function applicationView(tenant: Tenant, application: Application): Html {
  const { config } = tenant;
  const { name, clientId, redirectUris, scopes, appRoles, permissions, implicit } = application;
  const { secrets } = application;
  const prefix = appIdUri(config, application);
  const uris = Object.entries(redirectUris) as [keyof typeof platformNames, string[]][];
  const tokens = [implicit.accessTokens && 'access tokens', implicit.idTokens && 'ID tokens'];
  return html`<section class="entry">
    <h3>${name}</h3>
    <dl>
      ${row('Client id', [clientId])}
      ${uris.map(([platform, values]) => row(`${platformNames[platform]} redirect URIs`, values))}
      ${row(
        'Scopes',
        scopes.map((scope) => `${prefix}/${scope}`),
      )}
      ${row('App roles', appRoles)}
      ${row(
        'May ask for',
        permissions.flatMap((permission) => permissionsOf(config, permission)),
      )}
      ${row('Client secrets', secrets.length === 0 ? [] : [`${secrets.length}, in the configuration`])}
      ${row(
        'From the authorize endpoint',
        tokens.filter((one) => one !== false),
      )}
    </dl>
    ${
      clientsOf(config).includes(application) &&
      html`<p>
        <a href="${sectionPath(tenant, 'run')}?client=${clientId}">Run a user flow as ${name}</a>
      </p>`
    }
  </section>`;
}

function permissionsOf(
  { applications }: Config,
  { resource, scopes, roles }: Application['permissions'][number],
): string[] {
  const api = applications.find(({ clientId }) => clientId === resource)?.name ?? resource;
  return [...scopes, ...roles].map((permission) => `${permission} of ${api}`);
}

function policyView({ config, product }: Tenant, policy: Policy, origin: string): Html {
  const address = { policy, tenant: tenantDomain(config), form: 'path', version: 'v2.0' } as const;
  const { lifetimes } = policy;
  return html`<section class="entry">
    <h3>${policy.id}</h3>
    <dl>
      ${row('Kind', [policy.kind])} ${row('Issuer', [product.issuer(policy)])}
      ${(['discovery', 'authorize', 'token', 'logout', 'keys'] as const).map((endpoint) =>
        row(endpointNames[endpoint], [
          product.endpointUrl(origin, { ...address, endpoint }, endpoint),
        ]),
      )}
      ${row('Claims', [policy.claims.join(', ')])}
      ${row('Access token, minutes', [String(lifetimes.accessTokenMinutes)])}
    </dl>
  </section>`;
}

const endpointNames = {
  discovery: 'Discovery document',
  authorize: 'Authorize endpoint',
  token: 'Token endpoint',
  logout: 'Sign-out endpoint',
  keys: 'Signing keys',
} as const;

function row(name: string, values: readonly string[]): Html | false {
  return (
    values.length > 0 &&
    html`<div>
      <dt>${name}</dt>
      ${values.map((value) => html`<dd><code>${value}</code></dd>`)}
    </div>`
  );
}
