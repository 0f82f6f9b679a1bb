const signedOutElsewhere = 'tasks.signed-out-elsewhere';

/** Each tab has a session storage of its own, and the provider one session for all of them. */
let otherTabs: BroadcastChannel | undefined;

/** From now on this tab signs out when another one does, whoever is signed in. */
export function signOutWithOtherTabs(): void {
  otherTabs = new BroadcastChannel('tasks.signed-out');
  otherTabs.addEventListener('message', () => {
    clearSessionStorage();
    sessionStorage.setItem(signedOutElsewhere, 'yes');
    location.reload();
  });
}

/** Removes accounts, tokens and form drafts from this tab, and from all others of this browser. */
export function signOutAllTabs(): void {
  clearSessionStorage();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own only
  otherTabs?.postMessage(undefined);
}

/** @returns whether another tab has signed this one out; true only once */
export function consumeSignedOutElsewhere(): boolean {
  const kept = sessionStorage.getItem(signedOutElsewhere);
  sessionStorage.removeItem(signedOutElsewhere);
  return kept !== null;
}

/** MSAL's accounts and tokens, and the form drafts of this page. */
function clearSessionStorage(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (/^(msal|tasks)\./.test(key)) {
      sessionStorage.removeItem(key);
    }
  }
}
