import { describeError, type ProtocolError } from '../oauth/protocol-error.js';
import type { Answer } from '../server/answer.js';
import { html } from './html.js';
import { page } from './page.js';

/** Shown when there is no client that could be told. */
export function errorPage(error: ProtocolError, now: number): Answer {
  const lines = describeError(error, now).error_description.trim().split('\r\n');
  return page({
    title: 'Error',
    status: 400,
    content: html`<h1>Sorry, that did not work</h1>
      <p class="lead">The application's request cannot be answered.</p>
      <div class="errors" role="alert">${lines.map((line) => html`<p>${line}</p>`)}</div>`,
  });
}
