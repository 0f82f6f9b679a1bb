import type { DevelopmentSettings } from '../config/index.js';
import { escapeHtml, htmlPage } from '../openapi/index.js';
import type { LocalProgram } from './local-programs.js';

/** What the start page shows. */
export interface StartPageContent {
  readonly title: string;
  readonly programs: readonly LocalProgram[];
  readonly development: Pick<DevelopmentSettings, 'signIn'>;
  readonly documentation: { readonly enabled: boolean };
}

/** The first address that a newcomer opens. */
export function startPage(content: StartPageContent): string {
  const { title, programs, development, documentation } = content;
  const rows = programs.map(
    ({ name, url }) => `<li data-url="${escapeHtml(url)}">
          <a href="${escapeHtml(url)}">${escapeHtml(name)}</a> <code>${escapeHtml(url)}</code>
          <span class="state">is being asked…</span>
        </li>`,
  );
  return html({
    title: `${title} on this machine`,
    script: 'start-page.js',
    body: `
      <h1>${escapeHtml(title)}</h1>
      <p class="quiet">On this machine, for development. Nothing of this page exists in production.</p>
      <section class="card" aria-labelledby="programs-heading">
        <h2 id="programs-heading">What runs</h2>
        <ul class="programs">
        ${rows.join('\n        ')}
        </ul>
      </section>
      <section class="card" aria-labelledby="sign-in-heading">
        <h2 id="sign-in-heading">Sign in as Demo Person</h2>
        ${demoSignIn(development)}
        ${documentation.enabled ? '<p><button id="sign-in" class="primary" type="button">Sign in as Demo Person</button> on the documentation page, without a password.</p>' : ''}
        <p id="sign-in-state" role="status"></p>
      </section>
      <section class="card" aria-labelledby="call-heading">
        <h2 id="call-heading">Call it</h2>
        <p>A line with a fresh access token of Demo Person, valid for an hour:</p>
        <pre tabindex="0" aria-label="curl line"><code id="curl">is being fetched…</code></pre>
        <p>
          <button id="copy" type="button">Copy</button>
          <button id="fresh" type="button">Another token</button>
          <span id="call-state" role="status"></span>
        </p>
      </section>
      <section class="card" aria-labelledby="explain-heading">
        <h2 id="explain-heading">Explain a token</h2>
        <form id="explain">
          <label for="token">Access token, whoever issued it. It is sent to this API alone.</label>
          <textarea id="token" rows="4" required spellcheck="false" autocomplete="off"></textarea>
          <button type="submit">Explain it</button>
        </form>
        <div id="explanation" role="status"></div>
      </section>`,
  });
}

function demoSignIn({ signIn }: Pick<DevelopmentSettings, 'signIn'>): string {
  return signIn === undefined
    ? ''
    : `<p>Email <code>${escapeHtml(signIn.email)}</code>, password <code>${escapeHtml(signIn.password)}</code>, in every program.</p>`;
}

/** Why the token of a request was refused. The request id is in the address. */
export function refusalPage(title: string): string {
  return html({
    title: 'Why a request was refused',
    script: 'refusal-page.js',
    body: `
      <p class="quiet"><a href="/">${escapeHtml(title)} on this machine</a></p>
      <h1>Why a request was refused</h1>
      <section class="card" id="explanation" aria-live="polite"><p>The token is being examined…</p></section>`,
  });
}

interface Content {
  readonly title: string;
  readonly script: string;
  readonly body: string;
}

function html({ title, script, body }: Content): string {
  return htmlPage({
    title,
    folder: '/development',
    styles: ['look.css', 'development.css'],
    module: script,
    body: `<body>
    <main>
      <noscript>This page needs JavaScript.</noscript>${body}
    </main>
  </body>`,
  });
}
