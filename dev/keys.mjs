import { spawn } from 'node:child_process';
import { emulatorOrigin, singlePageOrigin } from './services.mjs';

/** What each key does, in the order in which `?` lists them. */
export const keyHelp = [
  ['o', 'open the board in a browser'],
  ['t', 'issue a token of the demo person and copy it'],
  ['r', "rotate the provider's signing key"],
  ['x', 'outage of the provider on and off'],
  ['?', 'show this again'],
  ['q', 'quit'],
];

/**
 * Listens to single keys, if the input is a terminal.
 *
 * @param {{ print: (text: string) => void, showMessage: () => void, quit: () => void }} terminal
 */
export function listenToKeys({ print, showMessage, quit }) {
  const { stdin } = process;
  if (!stdin.isTTY) {
    return;
  }
  const actions = {
    o: () => openBrowser(`${singlePageOrigin}/`),
    t: async () => {
      const { token } = await control('POST', 'tokens');
      copyToClipboard(token);
      print(`${token}\nCopied, if the terminal allows it. It is valid for an hour.`);
    },
    r: async () => {
      const { kid } = await control('POST', 'keys');
      print(`The provider signs with the new key ${kid}.`);
    },
    x: async () => {
      const { down } = await control('GET', 'behaviour');
      await control('PUT', 'behaviour', { down: !down });
      print(down ? 'The provider answers again.' : 'The provider does not answer any more.');
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
async function control(method, path, body) {
  const response = await fetch(`${emulatorOrigin}/__emulator/${path}`, {
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
