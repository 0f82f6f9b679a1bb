/** The start page of a developer's machine: what runs, a fresh token, and explanations of tokens. */
import { explanationNodes, paragraph } from './explanation.js';
import { leaveTokenToTry } from './token-to-try.js';

const everyMs = 5_000;

/** @param {string} id @param {string | Node} content */
const show = (id, content) => document.getElementById(id)?.replaceChildren(content);

/**
 * @param {string} path
 * @param {object} [body] sent with POST
 * @returns {Promise<any>}
 * @throws {Error} with a sentence for people
 */
async function ask(path, body) {
  const response = await fetch(`/development/${path}`, {
    ...(body && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => {
    throw new Error('The API does not answer. Look at the terminal of npm run dev.');
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.detail);
  }
  return answer;
}

async function showPrograms() {
  /** @type {readonly { url: string, up: boolean }[]} */
  const programs = await ask('programs').catch(() => []);
  for (const row of document.querySelectorAll('[data-url]')) {
    const program = programs.find(({ url }) => url === row.getAttribute('data-url'));
    const state = row.querySelector('.state');
    if (state !== null) {
      state.className = `state ${program?.up ? 'up' : 'down'}`;
      state.textContent = program?.up ? 'runs' : 'does not answer';
    }
  }
}

async function showCall() {
  try {
    const { token } = await ask('tokens', {});
    show('curl', `curl -s ${location.origin}/tasks -H "Authorization: Bearer ${token}"`);
    show('call-state', '');
  } catch (error) {
    show('curl', 'There is no token.');
    show('call-state', error instanceof Error ? error.message : '');
  }
}

/** @param {string} id @param {() => Promise<void>} action */
const onClick = (id, action) =>
  document.getElementById(id)?.addEventListener('click', () => void action());

onClick('fresh', showCall);
onClick('copy', async () => {
  const text = document.getElementById('curl')?.textContent ?? '';
  const said = await navigator.clipboard.writeText(text).then(
    () => 'Copied.',
    () => 'The browser did not allow it: select the line and copy it.',
  );
  show('call-state', said);
});
onClick('sign-in', async () => {
  try {
    const { token } = await ask('tokens', {});
    leaveTokenToTry(token);
    location.assign('/docs');
  } catch (error) {
    show('sign-in-state', error instanceof Error ? error.message : '');
  }
});

document.getElementById('explain')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('token'));
  ask('explanations', { token: field.value }).then(
    (explanation) =>
      document.getElementById('explanation')?.replaceChildren(...explanationNodes(explanation)),
    (/** @type {Error} */ { message }) => show('explanation', paragraph(message, 'notice problem')),
  );
});

setInterval(() => void showPrograms(), everyMs);
await Promise.all([showPrograms(), showCall()]);
