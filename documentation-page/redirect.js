/**
 * The provider sends the sign-in window here, with a code or an error in the address. The page that opened
 * the window waits on a channel that all pages of this origin hear; the state tells it whose answer it is.
 */
import { readPending, SignInChannel, storeAnswer } from './pending-sign-in.js';

const parameters = Object.fromEntries(new URLSearchParams(location.search));
const pending = readPending();
const documentation = document.querySelector('a')?.href ?? '/';

/** @param {string} text */
function say(text) {
  const state = document.getElementById('state');
  if (state !== null) {
    state.textContent = text;
  }
}

if (pending?.inThisTab) {
  storeAnswer(parameters);
  location.replace(documentation);
} else if (parameters['state'] === undefined && parameters['error'] === undefined) {
  // The way back from signing out.
  say('You are signed out.');
  close();
} else {
  const channel = new SignInChannel();
  channel.listen((message) => {
    if (message.state !== parameters['state'] || message.parameters !== undefined) {
      return;
    }
    if (message.address === undefined) {
      say('Done. You can close this window.');
      close();
    } else {
      location.replace(message.address);
    }
  });
  channel.send({ state: parameters['state'], parameters });
  setTimeout(() => say('No page is waiting for this sign-in any more.'), 3_000);
}
