import type { Behaviour } from '../control/index.js';
import { empty } from '../http/index.js';
import { errorSummary, type Faults, field, html, type Html } from '../pages/index.js';
import {
  type ConsoleContext,
  type ConsoleHandler,
  redirectWithNotice,
  sectionPath,
} from './console-context.js';
import { buttonForm, choices, confirmedButton, consolePage, select } from './console.page.js';

const longestDelay = 600_000;
const statuses = [400, 429, 500, 502, 503, 504];

/** `GET keys`: the signing keys, the simulated faults, and the reset. */
export const showKeys: ConsoleHandler = (context) => keysPage(context);

/** `POST keys/rotate`, `keys/withdraw`, `keys/behaviour`, `keys/reset`. */
export const changeKeys: ConsoleHandler = async (context) => {
  const { controls, form, rest } = context;
  switch (rest[0]) {
    case 'rotate':
      await controls.rotateKeys();
      return redirectWithNotice(context, 'keys', 'rotated');
    case 'withdraw':
      return (await controls.withdrawKey(form.get('kid') ?? ''))
        ? redirectWithNotice(context, 'keys', 'withdrawn')
        : keysPage(context, { kid: 'This key is not published.' });
    case 'behaviour':
      return changeBehaviour(context);
    case 'reset':
      await controls.reset();
      return redirectWithNotice(context, 'keys', 'reset');
    default:
      return empty(404);
  }
};

function changeBehaviour(context: ConsoleContext) {
  const { controls, form } = context;
  const delay = (form.get('delay') || '0').trim();
  if (!/^\d{1,6}$/.test(delay) || Number(delay) > longestDelay) {
    return keysPage(context, { delay: `Milliseconds from 0 to ${longestDelay}.` });
  }
  const status = Number(form.get('status'));
  controls.setBehaviour({
    delayMs: Number(delay),
    down: form.has('down'),
    failWith: statuses.includes(status) ? status : null,
  });
  return redirectWithNotice(context, 'keys', 'faults');
}

function keysPage(context: ConsoleContext, faults: Faults = {}) {
  const { tenant, controls } = context;
  const path = (action: string) => sectionPath(tenant, 'keys', action);
  return consolePage(context, {
    section: 'keys',
    status: Object.keys(faults).length > 0 ? 400 : 200,
    content: html`${errorSummary(faults)}
      <h2>Signing keys</h2>
      <ul class="entries">
        ${controls.keys().map(
          ({ kid, state }) =>
            html`<li class="row">
              <div><code>${kid}</code> <span class="soft">${stateTexts[state]}</span></div>
              ${
                state !== 'withdrawn' &&
                html`<form method="post" action="${path('withdraw')}">
                  <input type="hidden" name="kid" value="${kid}" />
                  <button class="small" aria-label="Withdraw key ${kid}">Withdraw</button>
                </form>`
              }
            </li>`,
        )}
      </ul>
      <div class="actions">${buttonForm(path('rotate'), 'Rotate the key')}</div>
      <h2>Faults</h2>
      ${behaviourForm(context, controls.behaviour(), path('behaviour'), faults)}
      <h2>Reset</h2>
      <p class="soft">The configured people, one key, nobody signed in, no faults.</p>
      ${confirmedButton(path('reset'), { ask: 'Reset', confirm: 'Yes, reset this tenant' })}`,
  });
}

const stateTexts = {
  signing: 'signs now',
  listed: 'published, signs nothing new',
  withdrawn: 'not published any more',
} as const;

function behaviourForm(
  { form }: ConsoleContext,
  { down, delayMs, failWith }: Behaviour,
  action: string,
  faults: Faults,
): Html {
  return html`<form class="narrow" method="post" action="${action}" novalidate>
    ${choices({ type: 'checkbox', name: 'down', label: 'Outage' }, [
      { value: 'yes', label: 'Close every connection without an answer', checked: down },
    ])}
    ${field(
      {
        name: 'delay',
        label: 'Slowness',
        hint: 'Milliseconds before every answer.',
        value: form.get('delay') ?? String(delayMs),
        autocomplete: 'off',
        inputmode: 'numeric',
        required: false,
      },
      faults,
    )}
    ${select(
      { name: 'status', label: 'Answer everything with' },
      [
        { value: '', label: 'The true answer' },
        ...statuses.map((status) => ({ value: String(status), label: `Status ${status}` })),
      ],
      String(failWith ?? ''),
    )}
    <div class="actions"><button class="small primary">Apply</button></div>
  </form>`;
}
