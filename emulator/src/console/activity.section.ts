import { type Config, findApplication } from '../config/index.js';
import type { EmulatorResponse } from '../http/index.js';
import type { Claims } from '../keys/index.js';
import { hintBox, html, type Html } from '../pages/index.js';
import type { Activity, Tenant } from '../tenant/index.js';
import { claimsTable, clockTime } from './claims-table.js';
import { type ConsoleContext, type ConsoleHandler, sectionPath } from './console-context.js';
import { consolePage } from './console.page.js';

/** How many events are kept and shown. */
export const shownEvents = 200;

/** Sign-ins, tokens and errors, the newest first; more come in while the page is open. */
export const showActivity: ConsoleHandler = (context) => {
  const { tenant } = context;
  const { activity } = tenant;
  const entries = activity.since().toReversed();
  const stream = sectionPath(tenant, 'activity', 'stream');
  return consolePage(context, {
    section: 'activity',
    content: html`<p class="lead">
        Everything as it happens, with the claims of each token. The last ${shownEvents} events are
        kept in memory, tokens without their signature.
      </p>
      <p class="live" role="status" id="live"></p>
      <p class="empty" ${entries.length > 0 && html`hidden`}>
        Nothing yet. Sign in with a client, or
        <a href="${sectionPath(tenant, 'run')}">run a user flow</a>.
      </p>
      <ol
        class="activity"
        data-stream="${stream}"
        data-after="${activity.lastId}"
        data-most="${shownEvents}"
      >
        ${entries.map((entry) => activityEntry(tenant, entry))}
      </ol>`,
  });
};

/**
 * The events as Server-Sent Events, each as markup for the list. Begins after the number in
 * `Last-Event-ID`, which browsers send when they connect again, or in `after`.
 */
export function activityStream({ tenant, request }: ConsoleContext): EmulatorResponse {
  const { activity } = tenant;
  const after = Number(request.headers['last-event-id'] ?? request.query.get('after') ?? 0);
  const missed = activity.since(Number.isSafeInteger(after) ? after : 0);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: `: open\n\n${missed.map((entry) => eventOf(tenant, entry)).join('')}`,
    stream: (write) => activity.subscribe((entry) => write(eventOf(tenant, entry))),
  };
}

function eventOf(tenant: Tenant, entry: Activity): string {
  return `id: ${entry.id}\ndata: ${JSON.stringify(activityEntry(tenant, entry).markup)}\n\n`;
}

function activityEntry({ config }: Tenant, entry: Activity): Html {
  return html`<li class="${entry.kind}">
    <time datetime="${new Date(entry.at).toISOString()}">${clockTime(entry.at)}</time>
    <div>${contentOf(config, entry)}</div>
  </li>`;
}

function contentOf(config: Config, entry: Activity): Html {
  switch (entry.kind) {
    case 'sign-in':
      return html`<strong>${entry.newUser ? 'Sign-up' : 'Sign-in'}</strong> of ${entry.email} to
        ${nameOf(config, entry.clientId)} with ${entry.policy}${entry.silent && ', by its session'}`;
    case 'failed-sign-in':
      return html`<strong>Wrong e-mail or password</strong> for ${entry.email} at
        ${nameOf(config, entry.clientId)}`;
    case 'sign-out':
      return html`<strong>Sign-out</strong>${entry.email !== undefined && ` of ${entry.email}`}`;
    case 'token': {
      const { use, kid, claims } = entry;
      const client = claims['azp'] ?? claims['appid'] ?? claims['aud'];
      const name = `${use.charAt(0).toUpperCase()}${use.slice(1)}`;
      return html`<details>
        <summary><strong>${name}</strong> for ${nameOf(config, client)}${personOf(claims)}</summary>
        ${claimsTable(`Claims, signed with the key ${kid}`, claims)}
      </details>`;
    }
    case 'error':
      return html`<strong>${entry.error}</strong> ${entry.description.split('\r\n')[0]}
        ${entry.hint && hintBox(entry.hint)}`;
  }
}

function personOf({ name, sub, scp, roles }: Claims): string {
  const person = typeof name === 'string' ? name : sub;
  const granted = Array.isArray(roles) ? roles.join(' ') : scp;
  return [
    typeof person === 'string' && `, ${person}`,
    typeof granted === 'string' && `: ${granted}`,
  ]
    .filter(Boolean)
    .join('');
}

function nameOf(config: Config, clientId: unknown): string {
  return findApplication(config, String(clientId))?.name ?? String(clientId);
}
