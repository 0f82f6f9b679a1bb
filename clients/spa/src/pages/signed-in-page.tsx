import { useRef } from 'preact/hooks';
import type { AccountInfo } from '@azure/msal-browser';
import type { RetryQueue } from '../api/index.js';
import type { Session } from '../auth/index.js';
import { signInServiceUnreachable } from '../notifications/index.js';
import { BoardPage, type Board, type FormDrafts } from '../tasks/index.js';

interface SignedInPageProps {
  readonly session: Session;
  readonly account: AccountInfo;
  readonly board: Board;
  readonly retryQueue: RetryQueue;
  readonly drafts: FormDrafts;
}

/** The board of the signed-in person, and the buttons that redirect to the user flows. */
export function SignedInPage({ session, account, ...boardProps }: SignedInPageProps) {
  const { board } = boardProps;
  const redirecting = useRef(false);
  const redirect = async (to: () => Promise<void>) => {
    if (redirecting.current) {
      return;
    }
    redirecting.current = true;
    await board.flush();
    await to().catch(() => board.notifications.show(signInServiceUnreachable));
    redirecting.current = false;
  };
  return (
    <>
      <header>
        <p class="brand">Tasks</p>
        <h1>
          Welcome
          {account.name && (
            <>
              , <bdi>{account.name}</bdi>
            </>
          )}
        </h1>
        <nav aria-label="Account">
          {session.hasUserFlows && (
            <>
              <button type="button" onClick={() => void redirect(() => session.editProfile())}>
                Edit profile
              </button>
              <button type="button" onClick={() => void redirect(() => session.resetPassword())}>
                Change password
              </button>
            </>
          )}
          <button type="button" onClick={() => void redirect(() => session.signOut())}>
            Sign out
          </button>
        </nav>
      </header>
      <main>
        <BoardPage {...boardProps} canWrite={() => session.canWrite} />
      </main>
    </>
  );
}
