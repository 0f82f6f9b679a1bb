const signedOutElsewhere = 'tasks.signed-out-elsewhere';

/** Each tab has a storage of its own, and the provider one session for all of them. */
const otherTabs =
  'BroadcastChannel' in globalThis ? new BroadcastChannel('tasks.signed-out') : undefined;

/** Forgets everybody in this tab, and in all others of this browser. */
export function forgetEverywhere(): void {
  forgetHere();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own only
  otherTabs?.postMessage(undefined);
}

/** From now on this tab ends when another one does, whoever is signed in. */
export function endWithOtherTabs(): void {
  otherTabs?.addEventListener('message', () => {
    forgetHere();
    sessionStorage.setItem(signedOutElsewhere, 'yes');
    location.reload();
  });
}

/** @returns whether the page is shown because another tab has ended; said once */
export function takeSignedOutElsewhere(): boolean {
  const kept = sessionStorage.getItem(signedOutElsewhere);
  sessionStorage.removeItem(signedOutElsewhere);
  return kept !== null;
}

/** Accounts and tokens are MSAL's, which keeps none for an account that is gone; the rest is ours. */
function forgetHere(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (/^(msal|tasks)\./.test(key)) sessionStorage.removeItem(key);
  }
}
