import type { EmulatorResponse } from '../http/index.js';
import type { ErrorResponse } from '../products/index.js';
import { html, page } from './layout.js';

/** An error that cannot be sent to a client. */
export function errorPage({ description }: ErrorResponse): EmulatorResponse {
  const lines = description.trim().split('\r\n');
  return page({
    title: 'Error',
    status: 400,
    content: html`<h1>Sorry, that did not work</h1>
      <p class="lead">The application's request cannot be answered.</p>
      <div class="errors" role="alert">${lines.map((line) => html`<p>${line}</p>`)}</div>`,
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
