import { whoIsSignedIn } from '../endpoints/index.js';
import { empty, readEmulatorCookie, setCookie, withCookie } from '../http/index.js';
import { html, type Html } from '../pages/index.js';
import type { User } from '../users/index.js';
import {
  type ConsoleContext,
  type ConsoleHandler,
  redirectWithNotice,
  sectionPath,
} from './console-context.js';
import { buttonForm, confirmedButton, consolePage } from './console.page.js';
import { savePerson, showPersonForm } from './person-form.js';

/** `GET people`: everybody; `GET people/new`, `GET people/{id}`: the form of one person. */
export const showPeople: ConsoleHandler = (context) => {
  const [id] = context.rest;
  if (id === undefined) {
    return peoplePage(context);
  }
  const user = context.tenant.users.findById(id);
  return id === 'new' || user ? showPersonForm(context, user) : empty(404);
};

/** `POST people/new`, `people/{id}`, `people/{id}/sign-in`, `people/{id}/delete`, `people/sign-out`. */
export const changePeople: ConsoleHandler = async (context) => {
  const { tenant, rest } = context;
  const [id, action] = rest;
  if (id === 'sign-out') {
    return signOut(context);
  }
  const user = tenant.users.findById(id ?? '');
  if (id === 'new' || (user && action === undefined)) {
    return savePerson(context, user);
  }
  if (user && action === 'sign-in') {
    return signInAs(context, user);
  }
  if (user && action === 'delete') {
    await tenant.users.remove(user);
    return redirectWithNotice(context, 'people', 'deleted');
  }
  return empty(404);
};

function peoplePage(context: ConsoleContext) {
  const { tenant, request } = context;
  const signedIn = whoIsSignedIn(tenant, request)?.user;
  const users = tenant.users.list();
  return consolePage(context, {
    section: 'people',
    content: html`<p class="lead">
        ${users.length} ${users.length === 1 ? 'person' : 'people'}.
        ${
          signedIn
            ? html`This browser is signed in as <strong>${signedIn.email}</strong>.`
            : 'Nobody is signed in with this browser.'
        }
      </p>
      <div class="actions">
        <a class="small" href="${sectionPath(tenant, 'people', 'new')}">Add a person</a>
        ${signedIn && buttonForm(sectionPath(tenant, 'people', 'sign-out'), 'Sign out')}
      </div>
      <ul class="entries">
        ${users.map((user) => entryOf(context, user))}
      </ul>`,
  });
}

function entryOf({ tenant }: ConsoleContext, user: User): Html {
  const path = (...rest: string[]) => sectionPath(tenant, 'people', user.id, ...rest);
  const { email, attributes, roles, guest, tenantId } = user;
  const further = [
    guest && 'guest',
    tenantId !== undefined && `of tenant ${tenantId}`,
    roles.length > 0 && `roles ${roles.join(', ')}`,
  ].filter(Boolean);
  return html`<li class="row">
    <div>
      <strong>${attributes['name'] ?? email}</strong><br />
      ${email}${further.length > 0 && html`, ${further.join(', ')}`}<br />
      <span class="soft">Object id <code>${user.id}</code></span>
    </div>
    <div class="actions">
      ${buttonForm(path('sign-in'), 'Sign in as', { name: `Sign in as ${email}` })}
      <a class="small" href="${path()}" aria-label="Edit ${email}">Edit</a>
      ${confirmedButton(path('delete'), {
        ask: 'Delete',
        name: `Delete ${email}`,
        confirm: `Yes, delete ${email}`,
      })}
    </div>
  </li>`;
}

/** Starts a browser session, as the sign-in page does. */
function signInAs(context: ConsoleContext, user: User) {
  const { tenant, request } = context;
  const { sessions, sessionCookie, config } = tenant;
  sessions.end(readEmulatorCookie(request, sessionCookie));
  const minutes = config.policies[0]?.lifetimes.sessionMinutes ?? 0;
  const cookie = sessions.start({ userId: user.id, authTime: tenant.seconds() }, minutes);
  return withCookie(
    redirectWithNotice(context, 'people', 'signed-in'),
    setCookie(request, sessionCookie, cookie),
  );
}

function signOut(context: ConsoleContext) {
  const { tenant, request } = context;
  tenant.sessions.end(readEmulatorCookie(request, tenant.sessionCookie));
  return withCookie(
    redirectWithNotice(context, 'people', 'signed-out'),
    setCookie(request, tenant.sessionCookie, undefined),
  );
}
