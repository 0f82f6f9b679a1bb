import type { Answer } from '../server/answer.js';
import { html } from './html.js';
import { page } from './page.js';

/** End of a sign-out that names no address to return to. */
export function signedOutPage(): Answer {
  return page({
    title: 'Signed out',
    content: html`<h1>You are signed out</h1>
      <p class="lead">You can close this page.</p>`,
  });
}
