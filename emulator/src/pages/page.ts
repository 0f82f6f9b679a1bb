import type { Answer } from '../server/answer.js';
import { html, type Html } from './html.js';

interface PageOptions {
  title: string;
  content: Html;
  status?: number;
  /** Address the page's forms may end up at, besides this emulator. */
  leadsTo?: string | undefined;
  /** The one script the page may load, from this emulator. */
  script?: string;
  wide?: boolean;
}

/** A whole page, with the banner every page carries and headers that let nothing else in. */
export function page({ title, content, status = 200, leadsTo, script, wide }: PageOptions): Answer {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} - Local emulator</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/emulator.css" />
        ${script !== undefined && html`<script src="${script}" defer></script>`}
      </head>
      <body>
        <aside class="banner" aria-label="About this page">
          <strong>Local emulator</strong> of Microsoft's sign-in. Development only: use no real
          password here.
        </aside>
        <main class="${wide ? 'card wide' : 'card'}">${content}</main>
      </body>
    </html> `;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(leadsTo, script !== undefined),
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    },
    body: document.markup,
  };
}

function contentSecurityPolicy(leadsTo: string | undefined, script: boolean): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(script ? ["script-src 'self'"] : []),
    `form-action ${formTargets(leadsTo).join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

// Browsers hold redirects after a submitted form against form-action as well: the client's address
// must be allowed, and other local ones too, since a client may send the browser on from there.
function formTargets(leadsTo: string | undefined): string[] {
  if (leadsTo === undefined) return ["'self'"];
  const { origin, protocol } = new URL(leadsTo);
  const client = origin === 'null' ? protocol : origin;
  const local = ['http', 'https'].flatMap((scheme) =>
    ['localhost', '127.0.0.1'].map((host) => `${scheme}://${host}:*`),
  );
  return ["'self'", client, ...local];
}
