import { type Application, type Policy, redirectUriPlatform } from '../config/index.js';
import { answerAuthorizeRequest } from '../endpoints/index.js';
import { type EmulatorResponse, redirect } from '../http/index.js';
import { hintBox, html, type Html } from '../pages/index.js';
import { ProtocolError, readAuthorizeRequest } from '../protocol/index.js';
import type { HintedErrorResponse } from '../tenant/index.js';
import { type ConsoleContext, type ConsoleHandler, sectionPath } from './console-context.js';
import { choices, consolePage, select } from './console.page.js';
import {
  authorizeParams,
  authorizeUrl,
  choiceOf,
  clientsOf,
  here,
  platformOf,
  policiesOf,
  resultUri,
  type RunChoice,
  scopesOf,
} from './run-request.js';

/** `GET run`: what to run; with `show`, the authorization request that it would be. */
export const showRun: ConsoleHandler = (context) =>
  runPage(context, choiceOf(context, context.request.query));

/**
 * `POST run`: starts the authorization request of a client. The answer goes to a redirect URI of the
 * client, or to a page of the console, which no client can ask for.
 */
export const startRun: ConsoleHandler = async (context) => {
  const choice = choiceOf(context, context.form);
  const { client, policy, redirectUri } = choice;
  const { tenant, request } = context;
  if (!client || !policy) {
    return runPage(context, choice);
  }
  if (redirectUri !== here && redirectUriPlatform(client, redirectUri)) {
    return redirect(authorizeUrl(context, client, policy, choice), 303);
  }
  const params = authorizeParams(client, choice);
  try {
    const authorizeRequest = readAuthorizeRequest(
      tenant.config,
      {
        client,
        platform: platformOf(client),
        redirectUri: resultUri(context),
        mode: 'query',
        state: undefined,
      },
      params,
    );
    return await answerAuthorizeRequest(tenant, policy, request, authorizeRequest);
  } catch (error) {
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    return runPage(context, choice, tenant.errorResponse(error));
  }
};

function runPage(
  context: ConsoleContext,
  choice: RunChoice,
  failed?: HintedErrorResponse,
): EmulatorResponse {
  const { client, policy } = choice;
  const { config } = context.tenant;
  return consolePage(context, {
    section: 'run',
    status: failed ? 400 : 200,
    formTarget: [
      ...(client ? Object.values(client.redirectUris).flat() : []),
      context.request.origin,
    ],
    content: html`<p class="lead">
        Signs in as a client would, and shows the tokens, as jwt.ms does for the user flows of the
        portal.
      </p>
      ${
        failed &&
        html`<div class="errors" role="alert">
            ${failed.description
              .trim()
              .split('\r\n')
              .map((line) => html`<p>${line}</p>`)}
          </div>
          ${failed.hint && hintBox(failed.hint)}`
      }
      ${
        client && policy
          ? runForm(context, choice, client, policy)
          : html`<p>
              ${clientsOf(config).length === 0 ? 'No application has a permission or a redirect URI.' : 'No policy has pages.'}
            </p>`
      }`,
  });
}

function runForm(
  context: ConsoleContext,
  choice: RunChoice,
  client: Application,
  policy: Policy,
): Html {
  const { tenant } = context;
  const { config } = tenant;
  const uris = Object.values(client.redirectUris).flat();
  const path = sectionPath(tenant, 'run');
  return html`<nav aria-label="Application" class="chips">
      <ul>
        ${clientsOf(config).map(
          (one) =>
            html`<li>
              <a
                href="${path}?client=${one.clientId}"
                ${one === client && html`aria-current="true"`}
                >${one.name}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <form method="post" action="${path}">
      <input type="hidden" name="client" value="${client.clientId}" />
      ${select(
        { name: 'policy', label: 'Policy' },
        policiesOf(config).map(({ id, kind }) => ({ value: id, label: `${id} (${kind})` })),
        policy.id,
      )}
      ${choices({ type: 'radio', name: 'redirect', label: `Redirect URI of ${client.name}` }, [
        {
          value: here,
          label: 'This console, which shows the tokens',
          checked: !uris.includes(choice.redirectUri),
        },
        ...uris.map((uri) => ({ value: uri, label: uri, checked: uri === choice.redirectUri })),
      ])}
      ${choices(
        { type: 'checkbox', name: 'scope', label: 'Scopes' },
        scopesOf(config, client).map((scope) => ({
          value: scope,
          label: scope,
          checked: choice.scopes.includes(scope),
        })),
      )}
      ${choices({ type: 'checkbox', name: 'again', label: 'Sign-in' }, [
        {
          value: 'yes',
          label: 'Ask for the password even if somebody is signed in',
          checked: choice.again,
        },
      ])}
      <div class="actions">
        <button class="small primary">Run user flow</button>
        <button class="small" name="show" value="request" formmethod="get">Show the request</button>
      </div>
    </form>
    ${choice.show && requestView(context, choice, client, policy)}`;
}

function requestView(
  context: ConsoleContext,
  choice: RunChoice,
  client: Application,
  policy: Policy,
): Html {
  return html`<section class="decoded">
    <h2>Authorization request</h2>
    <label for="request">Address</label>
    <textarea id="request" readonly rows="6" spellcheck="false" data-copy>
${authorizeUrl(context, client, policy, choice)}</textarea>
    <p class="soft">
      ${
        choice.redirectUri === here
          ? 'With a redirect URI of the client: the one of the console is for its own runs alone.'
          : 'A client refuses an answer that it did not ask for. It shows here under "Sign-ins and tokens" all the same.'
      }
    </p>
  </section>`;
}
