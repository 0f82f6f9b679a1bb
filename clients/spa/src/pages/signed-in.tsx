import { useRef } from 'preact/hooks';
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
  const { board } = parts;
  const leaving = useRef(false);
  const leave = async (way: () => Promise<void>) => {
    if (leaving.current) return;
    leaving.current = true;
    await board.finish();
    await way().catch(() => board.say(signInUnreachable));
    leaving.current = false;
  };
  return (
    <>
      <header>
        <p class="brand">Tasks</p>
        <nav aria-label="Account">
          <button type="button" onClick={() => void leave(() => session.editProfile())}>
            Edit profile
          </button>
          <button type="button" onClick={() => void leave(() => session.resetPassword())}>
            Change password
          </button>
          <button type="button" onClick={() => void leave(() => session.signOut())}>
            Sign out
          </button>
        </nav>
      </header>
      <main>
        <h1>
          Welcome
          {account.name && (
            <>
              , <bdi>{account.name}</bdi>
            </>
          )}
        </h1>
        <BoardPage {...parts} mayWrite={() => session.mayWrite} />
      </main>
    </>
  );
}
