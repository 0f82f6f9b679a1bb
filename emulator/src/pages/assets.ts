import type { EmulatorResponse } from '../http/index.js';

/** Stylesheet of all pages. Colours have a contrast of at least 4.5:1 in both colour schemes. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #eef2f6; --card: #ffffff; --text: #1b2733; --soft: #51606f; --line: #8493a3;
  --accent: #0b5cad; --accent-text: #ffffff; --banner: #fff1c9; --banner-text: #4a3600;
  --bad: #b3261e; --bad-back: #fdecea; --code: #e8eef5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12181f; --card: #1c252f; --text: #e8eef4; --soft: #a9b7c5; --line: #6d7d8d;
    --accent: #7db8f5; --accent-text: #0d1a26; --banner: #4a3a0c; --banner-text: #ffeab0;
    --bad: #ff9d94; --bad-back: #3c1f1d; --code: #2a3642;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
.banner {
  padding: .6rem 1rem; background: var(--banner); color: var(--banner-text);
  text-align: center; font-size: .9rem;
}
.card {
  width: min(100% - 2rem, 26rem); margin: clamp(1rem, 6vh, 4rem) auto; padding: 2rem;
  background: var(--card); border-radius: .75rem; box-shadow: 0 .25rem 1.5rem rgb(0 0 0 / .12);
  overflow-wrap: anywhere;
}
.card.wide { width: min(100% - 2rem, 48rem); }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
.lead { margin: .35rem 0 1.5rem; color: var(--soft); }
.lead strong { color: var(--text); }
a { color: var(--accent); }
code { padding: .1rem .3rem; background: var(--code); border-radius: .25rem; font-size: .9em; }
.field { margin-bottom: 1.1rem; }
label { display: block; margin-bottom: .3rem; font-weight: 600; }
.optional { color: var(--soft); font-weight: 400; }
.hint, .fault { margin: 0 0 .3rem; font-size: .9rem; color: var(--soft); }
.fault { color: var(--bad); font-weight: 600; }
input:not([type=hidden]) {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
input[aria-invalid] { border: 2px solid var(--bad); }
button {
  width: 100%; min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600;
  border: 1px solid transparent; border-radius: .4rem; cursor: pointer;
}
.primary { background: var(--accent); color: var(--accent-text); }
.secondary { margin-top: .6rem; background: transparent; color: var(--text); border-color: var(--line); }
.demo { margin-top: 1.25rem; }
.demo + .demo { margin-top: .6rem; }
.quiet {
  background: transparent; color: var(--accent); border: 1px dashed var(--line);
  font-weight: 400;
}
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alternative { margin: 1.25rem 0 0; text-align: center; }
.errors {
  margin-bottom: 1.25rem; padding: .75rem 1rem; background: var(--bad-back);
  border-left: .3rem solid var(--bad); border-radius: .25rem;
}
.errors p { margin: 0; font-weight: 600; }
.errors p + p { font-weight: 400; font-size: .9rem; }
.errors ul { margin: .25rem 0 0; padding-left: 1.1rem; }
.errors a { color: inherit; }
.worked { margin-top: 1rem; padding: .75rem 1rem; background: var(--code); border-radius: .25rem; }
.worked p { margin: 0; font-weight: 600; }
.worked ul { margin: .35rem 0 0; padding-left: 1.1rem; }
.mail { padding: .75rem 1rem; background: var(--banner); color: var(--banner-text); border-radius: .25rem; }
.code { font-weight: 700; letter-spacing: .08em; }
.entries { margin: 0; padding: 0; list-style: none; }
.entries li { padding: .6rem 0; border-top: 1px solid var(--page); }
@media (max-width: 30rem) {
  .card { width: 100%; margin: 0; padding: 1.25rem; border-radius: 0; box-shadow: none; }
  .card.wide { width: 100%; }
  body { background: var(--card); }
}
`;

/** Icon of all pages. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b5cad"/><path d="M8 3l4 2v3c0 2.500-1.700 4.300-4 5-2.300-.7-4-2.500-4-5V5z" fill="#fff"/></svg>';

const assets: Record<string, { type: string; body: string }> = {
  '/assets/emulator.css': { type: 'text/css; charset=utf-8', body: stylesheet },
  '/assets/form-post.js': {
    type: 'text/javascript; charset=utf-8',
    body: "document.getElementById('form-post').submit();\n",
  },
  '/assets/icon.svg': { type: 'image/svg+xml', body: icon },
};

/** The files that pages load; nothing is loaded from another host. */
export function assetResponse(path: string): EmulatorResponse | undefined {
  const found = Object.hasOwn(assets, path) ? assets[path] : undefined;
  if (!found) {
    return undefined;
  }
  const headers = { 'content-type': found.type, 'cache-control': 'no-cache' };
  return { status: 200, headers, body: found.body };
}
