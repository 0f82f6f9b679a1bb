import type { EmulatorResponse } from '../http/index.js';
import { icon, stylesheet } from '../pages/index.js';
import { consoleRoot } from './console-context.js';

const consoleStyles = `
.card.wide { width: min(100% - 2rem, 60rem); margin-top: 1rem; }
header.console { width: min(100% - 2rem, 60rem); margin: 1rem auto 0; }
.tenant { margin: 0 0 .5rem; color: var(--soft); overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .75rem; padding: 0; list-style: none; }
nav a {
  display: block; padding: .4rem .8rem; color: var(--text); text-decoration: none; overflow-wrap: anywhere;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
nav a:hover { text-decoration: underline; }
nav a[aria-current] { background: var(--accent); color: var(--accent-text); border-color: transparent; font-weight: 600; }
h3 { margin: 0 0 .5rem; font-size: 1rem; }
.soft { color: var(--soft); font-size: .9rem; }
.notice { padding: .6rem 1rem; background: var(--code); border-left: .3rem solid var(--accent); border-radius: .25rem; }
.narrow { max-width: 30rem; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .75rem 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; }
.row > :first-child { flex: 1 1 18rem; min-width: 0; }
.row .actions { margin: 0; }
.small, .confirm > summary {
  display: inline-block; width: auto; min-height: 2.5rem; padding: .45rem .9rem; color: var(--text); font-weight: 600;
  line-height: 1.5; text-decoration: none; cursor: pointer;
  background: transparent; border: 1px solid var(--line); border-radius: .4rem;
}
.small.primary { background: var(--accent); color: var(--accent-text); border-color: transparent; }
.small.danger { margin-top: .5rem; color: var(--bad); border-color: var(--bad); }
.small:hover, .confirm > summary:hover { text-decoration: underline; }
select, textarea {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
textarea { font: .85rem/1.4 ui-monospace, "Liberation Mono", monospace; resize: vertical; overflow-wrap: anywhere; }
fieldset { min-width: 0; margin: 0 0 1.1rem; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: .3rem; font-weight: 600; }
.choice { display: flex; gap: .6rem; align-items: baseline; min-height: 1.75rem; margin: 0; padding: .15rem 0; font-weight: 400; }
.choice span { min-width: 0; overflow-wrap: anywhere; }
.choice input:not([type=hidden]) { flex: none; width: 1.1rem; min-height: 0; height: 1.1rem; padding: 0; accent-color: var(--accent); }
table.claims { width: 100%; margin: .5rem 0 1rem; border-collapse: collapse; font-size: .9rem; }
.claims caption { padding: .25rem 0; text-align: left; color: var(--soft); overflow-wrap: anywhere; }
.claims th, .claims td { padding: .3rem .5rem .3rem 0; border-top: 1px solid var(--page); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.claims th { width: 9rem; font-weight: 600; }
.decoded { margin-bottom: 1.5rem; }
.entry { padding: 1rem 0; border-top: 1px solid var(--page); }
dl { margin: 0; }
dl > div { display: flex; flex-wrap: wrap; gap: .1rem .75rem; padding: .15rem 0; }
dt { flex: 0 0 13rem; color: var(--soft); }
dd { flex: 1 1 16rem; margin: 0; min-width: 0; }
dl > div:has(dd + dd) { display: grid; grid-template-columns: minmax(0, 1fr); }
.activity { margin: 1rem 0 0; padding: 0; list-style: none; }
.activity > li { display: flex; gap: .75rem; padding: .6rem 0; border-top: 1px solid var(--page); }
.activity time { flex: none; color: var(--soft); font-variant-numeric: tabular-nums; }
.activity > li > div { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.activity .error > div > strong, .activity .failed-sign-in strong { color: var(--bad); }
summary { cursor: pointer; }
.activity .claims { margin: 0; }
.activity [open] .claims { margin: .5rem 0; }
.confirm > summary { list-style: none; }
.confirm > summary::-webkit-details-marker { display: none; }
.live { margin: 0; color: var(--soft); }
@media (min-width: 40rem) {
  dl > div:has(dd + dd) { grid-template-columns: 13rem minmax(0, 1fr); column-gap: .75rem; }
  dl > div:has(dd + dd) dd { grid-column: 2; }
}
@media (max-width: 30rem) {
  header.console { width: auto; margin: 1rem 1.25rem 0; }
  .claims tr { display: block; border-top: 1px solid var(--page); padding: .3rem 0; }
  .claims th, .claims td { display: block; width: auto; padding: 0; border: 0; }
}
`;

// Markup comes from the emulator, which escapes it.
const consoleScript = `'use strict';
for (const text of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text.value);
    button.textContent = 'Copied';
  });
  text.after(button);
}

const list = document.querySelector('[data-stream]');
if (list) {
  const live = document.getElementById('live');
  let last = list.dataset.after;
  let source;
  const connect = () => {
    source = new EventSource(list.dataset.stream + '?after=' + last);
    source.onopen = () => (live.textContent = 'Live: new events come in by themselves.');
    source.onerror = () => (live.textContent = 'The emulator does not answer. Trying again…');
    source.onmessage = ({ data, lastEventId }) => {
      last = lastEventId;
      document.querySelector('.empty').hidden = true;
      list.insertAdjacentHTML('afterbegin', JSON.parse(data));
      while (list.children.length > Number(list.dataset.most)) {
        list.lastElementChild.remove();
      }
    };
  };
  // A hidden tab holds no connection: browsers open six to a host, and sign-in pages need some.
  document.addEventListener('visibilitychange', () => {
    source?.close();
    if (!document.hidden) {
      connect();
    }
  });
  if (!document.hidden) {
    connect();
  }
}
`;

const assets: Record<string, { type: string; body: string }> = {
  '.css': { type: 'text/css; charset=utf-8', body: stylesheet + consoleStyles },
  '.js': { type: 'text/javascript; charset=utf-8', body: consoleScript },
  '.svg': { type: 'image/svg+xml', body: icon },
};

/** The files of the console. They have addresses of their own, since an outage is not for them. */
export function consoleAsset(path: string): EmulatorResponse | undefined {
  const name = path.startsWith(consoleRoot) ? path.slice(consoleRoot.length) : '';
  const found = Object.hasOwn(assets, name) ? assets[name] : undefined;
  return (
    found && {
      status: 200,
      headers: {
        'content-type': found.type,
        'cache-control': 'no-cache',
        'cross-origin-resource-policy': 'same-origin',
      },
      body: found.body,
    }
  );
}
