import { productName, tenantDomain } from '../config/index.js';
import type { EmulatorRequest, EmulatorResponse } from '../http/index.js';
import type { EndpointAddress } from '../products/index.js';
import type { Tenant } from '../tenant/index.js';
import { html, type Html, page } from './layout.js';

/** The page at `/`: policies, applications and users of the configuration. */
export function homePage(
  tenants: readonly Tenant[],
  { origin, scheme }: EmulatorRequest,
  console: boolean,
): EmulatorResponse {
  return page({
    title: 'Overview',
    wide: true,
    content: html`${tenants.map((tenant) => overview(tenant, origin))}
    ${
      console &&
      scheme === 'http' &&
      html`<p class="alternative"><a href="/__emulator/console">Open the console</a></p>`
    }`,
  });
}

function overview({ config, product }: Tenant, origin: string): Html {
  const tenant = tenantDomain(config);
  const policies = config.policies.map((policy) => {
    const address: EndpointAddress = {
      policy,
      tenant,
      form: 'path',
      version: 'v2.0',
      endpoint: 'discovery',
    };
    return { policy, discovery: product.endpointUrl(origin, address, 'discovery') };
  });
  return html`<h1>Local ${productName(config)}</h1>
    <p class="lead">Tenant <code>${tenant}</code>, <code>${config.tenant.id}</code></p>
    <h2>Policies</h2>
    <ul class="entries">
      ${policies.map(
        ({ policy, discovery }) =>
          html`<li>
            <strong>${policy.id}</strong> ${policy.kind}<br />
            <a href="${discovery}">${discovery}</a>
          </li>`,
      )}
    </ul>
    <h2>Applications</h2>
    <ul class="entries">
      ${config.applications.map(
        (one) => html`<li><strong>${one.name}</strong><br /><code>${one.clientId}</code></li>`,
      )}
    </ul>
    <h2>People</h2>
    <ul class="entries">
      ${config.users.map(
        (user) =>
          html`<li>
            ${user.email}${user.demo && html`, password <code>${user.password}</code>`}
          </li>`,
      )}
    </ul>`;
}
