import type { EmulatorResponse } from '../http/index.js';
import type { ErrorHint } from '../protocol/index.js';
import type { HintedErrorResponse } from '../tenant/index.js';
import { html, type Html, page } from './layout.js';

/** An error that cannot be sent to a client. */
export function errorPage({ description, hint }: HintedErrorResponse): EmulatorResponse {
  const lines = description.trim().split('\r\n');
  return page({
    title: 'Error',
    status: 400,
    content: html`<h1>Sorry, that did not work</h1>
      <p class="lead">The application's request cannot be answered.</p>
      <div class="errors" role="alert">${lines.map((line) => html`<p>${line}</p>`)}</div>
      ${hint && hintBox(hint)}`,
  });
}

/** What would have worked, beside an error. The provider itself says nothing of the kind. */
export function hintBox({ text, values }: ErrorHint): Html {
  return html`<div class="worked">
    <p>${text}</p>
    ${
      values.length > 0 &&
      html`<ul>
        ${values.map((value) => html`<li><code>${value}</code></li>`)}
      </ul>`
    }
  </div>`;
}

/** A heading, and what would have worked. */
export function messagePage({
  title,
  heading,
  status,
  hint,
}: {
  readonly title: string;
  readonly heading: string;
  readonly status: number;
  readonly hint: ErrorHint;
}): EmulatorResponse {
  return page({
    title,
    status,
    content: html`<h1>${heading}</h1>
      ${hintBox(hint)}`,
  });
}

/** Shown after a sign-out without post_logout_redirect_uri. */
export function signedOutPage(): EmulatorResponse {
  return page({
    title: 'Signed out',
    content: html`<h1>You are signed out</h1>
      <p class="lead">You can close this page.</p>`,
  });
}

/** Sends the authorization response in a POST: OAuth 2.0 Form Post Response Mode. */
export function formPostPage(redirectUri: string, params: URLSearchParams): EmulatorResponse {
  return page({
    title: 'Continue',
    formTarget: redirectUri,
    script: '/assets/form-post.js',
    content: html`<h1>One moment</h1>
      <form id="form-post" method="post" action="${redirectUri}">
        ${[...params].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button class="primary">Continue</button>
      </form>`,
  });
}
