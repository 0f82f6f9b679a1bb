import type { WrittenRefusal } from '../profile/index.js';
import type { Answer } from '../server/answer.js';
import { html } from './html.js';
import { page } from './page.js';

/** Shown when there is no client that could be told. */
export function errorPage({ description }: WrittenRefusal): Answer {
  const lines = description.trim().split('\r\n');
  return page({
    title: 'Error',
    status: 400,
    content: html`<h1>Sorry, that did not work</h1>
      <p class="lead">The application's request cannot be answered.</p>
      <div class="errors" role="alert">${lines.map((line) => html`<p>${line}</p>`)}</div>`,
  });
}
