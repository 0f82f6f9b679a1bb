import { spawn } from 'node:child_process';
import { emulatorOrigin, singlePageOrigin } from './services.mjs';

/** What each key does, in the order in which `?` lists them. */
export const keyHelp = [
  { key: 'o', does: 'open the board in a browser' },
  { key: 'p', does: 'choose the provider that t, r and x are about', only: 'migration' },
  { key: 't', does: 'issue a token of the demo person and copy it' },
  { key: 'r', does: "rotate the provider's signing key" },
  { key: 'x', does: 'outage of the provider on and off' },
  { key: '?', does: 'show this again' },
  { key: 'q', does: 'quit' },
];

/**
 * Listens to single keys, if the input is a terminal.
 *
 * @param {{ print: (text: string) => void, showMessage: () => void, quit: () => void, providers: string[] }} terminal
 *   providers: the names of the emulator's tenants, if there are several
 */
export function listenToKeys({ print, showMessage, quit, providers }) {
  const { stdin } = process;
  if (!stdin.isTTY) {
    return;
  }
  let [provider] = providers;
  const about = () => (provider === undefined ? 'The provider' : `The provider ${provider}`);
  const control = (method, path, body) => callEmulator(method, path, provider, body);
  const choosing = {
    p: () => {
      provider = providers[(providers.indexOf(provider) + 1) % providers.length];
      print(`t, r and x are about ${provider} now.`);
    },
  };
  const actions = {
    ...(providers.length > 0 && choosing),
    o: () => openBrowser(`${singlePageOrigin}/`),
    t: async () => {
      const { token } = await control('POST', 'tokens');
      copyToClipboard(token);
      print(`${token}\nCopied, if the terminal allows it. It is valid for an hour.`);
    },
    r: async () => {
      const { kid } = await control('POST', 'keys');
      print(`${about()} signs with the new key ${kid}.`);
    },
    x: async () => {
      const { down } = await control('GET', 'behaviour');
      await control('PUT', 'behaviour', { down: !down });
      print(`${about()} ${down ? 'answers again' : 'does not answer any more'}.`);
    },
    '?': showMessage,
    q: quit,
    // Ctrl-C, which is not a signal in raw mode.
    '\u0003': quit,
  };
  stdin.setRawMode(true);
  stdin.resume();
  stdin.setEncoding('utf8');
  stdin.on('data', (key) => {
    Promise.resolve(actions[key]?.()).catch((error) => print(`That failed: ${error.message}`));
  });
}

/** Calls the control API of the emulator. */
async function callEmulator(method, path, tenant, body) {
  const query = tenant === undefined ? '' : `?tenant=${tenant}`;
  const response = await fetch(`${emulatorOrigin}/__emulator/${path}${query}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) {
    throw new Error(`${response.status} from the emulator`);
  }
  return response.json();
}

/** With the escape sequence OSC 52, which most terminals understand, over SSH too. */
function copyToClipboard(text) {
  process.stdout.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
}

function openBrowser(address) {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[
    process.platform
  ] ?? ['xdg-open'];
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => process.stdout.write(`Open ${address}\n`))
    .unref();
}
