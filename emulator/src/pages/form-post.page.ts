import type { Answer } from '../server/answer.js';
import { html } from './html.js';
import { page } from './page.js';

/** Carries an answer to the client in a POST: OAuth 2.0 Form Post Response Mode. */
export function formPostPage(redirectUri: string, params: URLSearchParams): Answer {
  return page({
    title: 'Continue',
    leadsTo: redirectUri,
    script: '/assets/form-post.js',
    content: html`<h1>One moment</h1>
      <form id="form-post" method="post" action="${redirectUri}">
        ${[...params].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button class="primary">Continue</button>
      </form>`,
  });
}
