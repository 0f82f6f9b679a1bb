import type { EmulatorResponse } from '../http/index.js';

/** Escaped markup. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = Html | string | number | boolean | null | undefined | readonly Part[];

/**
 * Template tag for markup. Values are escaped; markup made by this tag and lists of it are not;
 * false, null and undefined leave nothing behind. Attribute values must stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(render)));
}

function render(part: Part): string {
  if (part instanceof Html) {
    return part.markup;
  }
  if (typeof part === 'string') {
    return escape(part);
  }
  if (typeof part === 'number') {
    return String(part);
  }
  if (typeof part === 'object' && part !== null) {
    return part.map(render).join('');
  }
  return '';
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

interface PageOptions {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  /** URLs that the page's forms may be sent or redirected to, besides this emulator. */
  readonly formTarget?: string | readonly string[] | undefined;
  /** The one script the page may load, from this emulator. */
  readonly script?: string;
  readonly wide?: boolean;
  /** Stylesheet; default: that of all pages. */
  readonly styles?: string;
  readonly icon?: string;
  /** Between the banner and the content. */
  readonly navigation?: Html;
  /** Whether the script may call the emulator. */
  readonly connects?: boolean;
}

/** A page with the banner of the emulator and a strict Content-Security-Policy. */
export function page({
  title,
  content,
  status = 200,
  formTarget,
  script,
  wide,
  styles = '/assets/emulator.css',
  icon = '/assets/icon.svg',
  navigation,
  connects = false,
}: PageOptions): EmulatorResponse {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} - Local emulator</title>
        <link rel="icon" href="${icon}" type="image/svg+xml" />
        <link rel="stylesheet" href="${styles}" />
        ${script !== undefined && html`<script src="${script}" defer></script>`}
      </head>
      <body>
        <aside class="banner" aria-label="About this page">
          <strong>Local emulator</strong> of Microsoft's sign-in. Development only: use no real
          password here.
        </aside>
        ${navigation}
        <main class="${wide ? 'card wide' : 'card'}">${content}</main>
      </body>
    </html> `;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(
        [formTarget ?? []].flat(),
        script !== undefined,
        connects,
      ),
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    },
    body: document.markup,
  };
}

function contentSecurityPolicy(
  formTargets: readonly string[],
  script: boolean,
  connects: boolean,
): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(script ? ["script-src 'self'"] : []),
    ...(connects ? ["connect-src 'self'"] : []),
    `form-action ${formActions(formTargets).join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

// Browsers apply form-action to redirects after a submitted form, too: the redirect URI must be
// allowed, and other loopback origins as well, since a client may redirect again from there.
function formActions(formTargets: readonly string[]): string[] {
  if (formTargets.length === 0) {
    return ["'self'"];
  }
  const clients = formTargets.map((target) => {
    const { origin, protocol } = new URL(target);
    return origin === 'null' ? protocol : origin;
  });
  const local = ['http', 'https'].flatMap((scheme) =>
    ['localhost', '127.0.0.1'].map((host) => `${scheme}://${host}:*`),
  );
  return ["'self'", ...new Set(clients), ...local];
}
