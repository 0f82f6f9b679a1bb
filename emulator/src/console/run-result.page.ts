import { tokenResponse } from '../oauth/index.js';
import { html, type Html } from '../pages/index.js';
import { tokenView } from './claims-table.js';
import { type ConsoleContext, type ConsoleHandler, sectionPath } from './console-context.js';
import { consolePage } from './console.page.js';
import { resultUri } from './run-request.js';

/** `GET result`: redeems the code of a run that was started in the console, and shows the tokens. */
export const showResult: ConsoleHandler = async (context) => {
  const { query } = context.request;
  const description = query.get('error_description');
  if (description !== null) {
    return resultPage(context, 400, failedView(query.get('error') ?? '', description));
  }
  const tokens = await redeem(context, query.get('code') ?? '');
  return tokens
    ? resultPage(context, 200, tokensView(tokens))
    : resultPage(
        context,
        400,
        html`<p>These tokens were shown already. They are kept nowhere.</p>`,
      );
};

async function redeem(
  context: ConsoleContext,
  code: string,
): Promise<Record<string, unknown> | undefined> {
  const { tenant } = context;
  const presented = tenant.codes.inspect(code);
  if (presented.state !== 'valid' || presented.grant.redirectUri !== resultUri(context)) {
    return undefined;
  }
  const { authorization } = presented.grant;
  const user = tenant.users.findById(authorization.userId);
  tenant.codes.consume(code);
  return user && tokenResponse(tenant, authorization, user, { clientInfo: false });
}

function resultPage(context: ConsoleContext, status: number, content: Html) {
  return consolePage(context, {
    section: 'run',
    title: 'Result',
    status,
    content: html`${content}
      <div class="actions">
        <a class="small" href="${sectionPath(context.tenant, 'run')}">Run another user flow</a>
        <a class="small" href="${sectionPath(context.tenant, 'activity')}">Sign-ins and tokens</a>
      </div>`,
  });
}

function failedView(error: string, description: string): Html {
  return html`<p class="lead">The client would be told <code>${error}</code>.</p>
    <div class="errors" role="alert">
      ${description
        .trim()
        .split('\r\n')
        .map((line) => html`<p>${line}</p>`)}
    </div>`;
}

function tokensView(tokens: Record<string, unknown>): Html {
  const { scope } = tokens;
  const view = (name: string, token: unknown) =>
    typeof token === 'string' && tokenView(name, token);
  return html`<p class="lead">
      The client would have these tokens, and the scope
      <code>${typeof scope === 'string' && scope}</code>.
    </p>
    ${view('Access token', tokens['access_token'])} ${view('ID token', tokens['id_token'])}`;
}
