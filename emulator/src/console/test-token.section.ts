import { TestTokenError } from '../control/index.js';
import { errorSummary, field, formFault, html, type Html } from '../pages/index.js';
import { tokenView } from './claims-table.js';
import { type ConsoleContext, type ConsoleHandler, sectionPath } from './console-context.js';
import { consolePage, select } from './console.page.js';

const kinds = [
  { value: 'access', label: 'Access token of a person' },
  { value: 'id', label: 'ID token of a person' },
  { value: 'application', label: 'Access token of an application' },
] as const;

/** `GET tokens`: what the token is to be. */
export const showTestToken: ConsoleHandler = (context) => tokenPage(context);

/** `POST tokens`: issues it, without a sign-in. */
export const issueToken: ConsoleHandler = async (context) => {
  const { controls, form } = context;
  const given = (name: string) => form.get(name) || undefined;
  const seconds = given('expires');
  try {
    const token = await controls.issueTestToken({
      kind: kinds.find(({ value }) => value === form.get('kind'))?.value ?? 'access',
      user: given('user'),
      client: given('client'),
      policy: given('policy'),
      key: given('key') ?? 'current',
      ...(seconds !== undefined &&
        Number.isFinite(Number(seconds)) && { expiresInSeconds: Number(seconds) }),
      ...(given('scopes') !== undefined && {
        scopes: form.get('scopes')?.split(/\s+/).filter(Boolean),
      }),
    });
    return tokenPage(context, { token });
  } catch (error) {
    if (!(error instanceof TestTokenError)) {
      throw error;
    }
    return tokenPage(context, { fault: error.message });
  }
};

function tokenPage(
  context: ConsoleContext,
  { token, fault }: { token?: string; fault?: string } = {},
) {
  return consolePage(context, {
    section: 'tokens',
    status: fault === undefined ? 200 : 400,
    content: html`<p class="lead">
        A token without a sign-in, for a call from the terminal. Leave a field as it is for a valid
        one.
      </p>
      ${fault !== undefined && errorSummary({ [formFault]: fault })}
      ${token !== undefined && tokenView('Token', token)} ${tokenForm(context)}`,
  });
}

function tokenForm({ tenant, controls, form }: ConsoleContext): Html {
  const { config, users } = tenant;
  const chosen = (name: string) => form.get(name);
  return html`<form class="narrow" method="post" action="${sectionPath(tenant, 'tokens')}">
    ${select({ name: 'kind', label: 'Kind' }, kinds, chosen('kind'))}
    ${select(
      { name: 'user', label: 'Person' },
      users.list().map(({ id, email }) => ({ value: id, label: email })),
      chosen('user'),
    )}
    ${select(
      { name: 'client', label: 'Client' },
      [
        { value: '', label: 'The first that may call the API' },
        ...config.applications.map(({ clientId, name }) => ({ value: clientId, label: name })),
      ],
      chosen('client'),
    )}
    ${select(
      { name: 'policy', label: 'Policy' },
      config.policies.map(({ id }) => ({ value: id, label: id })),
      chosen('policy'),
    )}
    ${field(
      {
        name: 'scopes',
        label: 'Scopes',
        hint: 'Short names with blanks between. Left empty: all that the client may ask for.',
        value: chosen('scopes') ?? '',
        autocomplete: 'off',
        required: false,
      },
      {},
    )}
    ${field(
      {
        name: 'expires',
        label: 'Expires in seconds',
        hint: 'A negative number: expired already.',
        value: chosen('expires') ?? '',
        autocomplete: 'off',
        required: false,
      },
      {},
    )}
    ${select(
      { name: 'key', label: 'Signed with' },
      [
        { value: 'current', label: 'The current key' },
        { value: 'foreign', label: 'A key that was never published' },
        ...controls.keys().map(({ kid, state }) => ({ value: kid, label: `${kid} (${state})` })),
      ],
      chosen('key'),
    )}
    <div class="actions"><button class="small primary">Issue a token</button></div>
  </form>`;
}
