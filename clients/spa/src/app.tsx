import { useState } from 'preact/hooks';
import type { Attempts } from './api/attempts.js';
import type { Session } from './auth/session.js';
import { Notice } from './messages/notice.js';
import type { Board, Message } from './tasks/board.js';
import { BoardPage } from './tasks/board-page.js';
import { Drafts } from './tasks/drafts.js';

interface AppProps {
  readonly session: Session;
  readonly board: Board;
  readonly attempts: Attempts;
  readonly greeting: Message | undefined;
}

/** Everything on the screen: a way to sign in, or the tasks of the person who is. */
export function App({ session, board, attempts, greeting }: AppProps) {
  const { account } = session;
  if (!account) return <Welcome session={session} greeting={greeting} />;
  return (
    <>
      <header>
        <p class="brand">Tasks</p>
        <nav aria-label="Account">
          <button type="button" onClick={() => void session.editProfile()}>
            Edit profile
          </button>
          <button type="button" onClick={() => void session.resetPassword()}>
            Change password
          </button>
          <button type="button" onClick={() => void session.signOut()}>
            Sign out
          </button>
        </nav>
      </header>
      <main>
        <h1>{account.name ? `Welcome, ${account.name}` : 'Welcome'}</h1>
        <BoardPage
          board={board}
          attempts={attempts}
          drafts={new Drafts(account.homeAccountId)}
          mayWrite={() => session.mayWrite}
        />
      </main>
    </>
  );
}

function Welcome({ session, greeting }: Pick<AppProps, 'session' | 'greeting'>) {
  const [message, setMessage] = useState(greeting);
  const signIn = () =>
    session.signIn().catch(() =>
      setMessage({
        tone: 'red',
        text: 'The sign-in service cannot be reached. Please try again.',
      }),
    );
  return (
    <main class="welcome">
      <h1>Tasks</h1>
      <p>What you have to do, for you alone. Sign in to see it.</p>
      {message && <Notice message={message} onClose={() => setMessage(undefined)} />}
      <button type="button" class="primary" onClick={() => void signIn()}>
        Sign in
      </button>
    </main>
  );
}
