import type { AccountInfo } from '@azure/msal-browser';
import type { Attempts } from '../api/attempts.js';
import type { Session } from '../auth/session.js';
import { signInUnreachable } from '../messages/message.js';
import { BoardPage } from '../tasks/board-page.js';
import type { Board } from '../tasks/board.js';
import type { Drafts } from '../tasks/drafts.js';

interface SignedInProps {
  readonly session: Session;
  readonly account: AccountInfo;
  readonly board: Board;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
}

/** The tasks of the person who is signed in, and the way to the user flows. */
export function SignedIn({ session, account, ...parts }: SignedInProps) {
  const leave = (way: () => Promise<void>) => () =>
    void way().catch(() => parts.board.say(signInUnreachable));
  return (
    <>
      <header>
        <p class="brand">Tasks</p>
        <nav aria-label="Account">
          <button type="button" onClick={leave(() => session.editProfile())}>
            Edit profile
          </button>
          <button type="button" onClick={leave(() => session.resetPassword())}>
            Change password
          </button>
          <button type="button" onClick={leave(() => session.signOut())}>
            Sign out
          </button>
        </nav>
      </header>
      <main>
        <h1>{account.name ? `Welcome, ${account.name}` : 'Welcome'}</h1>
        <BoardPage {...parts} mayWrite={() => session.mayWrite} />
      </main>
    </>
  );
}
