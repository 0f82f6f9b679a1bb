import { productName, tenantDomain, type Config } from '../config/index.js';
import type { Place, Profile } from '../profile/index.js';
import type { Answer } from '../server/answer.js';
import { html } from './html.js';
import { page } from './page.js';

/** What is set up here: for whoever opens the emulator's address. */
export function homePage(config: Config, profile: Profile, origin: string): Answer {
  const tenant = tenantDomain(config);
  const policies = config.policies.map((policy) => {
    const place: Place = { policy, tenant, form: 'path', endpoint: 'discovery' };
    return { policy, discovery: profile.address(origin, place, 'discovery') };
  });
  return page({
    title: 'Overview',
    wide: true,
    content: html`<h1>Local ${productName(config)}</h1>
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
      </ul>`,
  });
}
