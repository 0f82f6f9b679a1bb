import { render } from 'preact';
import { Attempts } from './api/attempts.js';
import { TasksApi } from './api/tasks-api.js';
import { outcomeOf } from './auth/flow-outcome.js';
import { Session } from './auth/session.js';
import { endWithOtherTabs, takeSignedOutElsewhere } from './auth/sign-out.js';
import { checkHost, parseSettings, type Settings } from './config/settings.js';
import type { Message } from './messages/message.js';
import { SignedIn } from './pages/signed-in.js';
import { Welcome } from './pages/welcome.js';
import { startFailure } from './start-failure.js';
import { Board } from './tasks/board.js';
import { Drafts } from './tasks/drafts.js';

const signedOutToo: Message = {
  tone: 'amber',
  text: 'You signed out in another tab, so this one is signed out too.',
};

const root = document.querySelector('#app') ?? document.body;

// A page brought back from the browser's memory would still wait for the redirect it left with.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

async function start(): Promise<void> {
  const settings = parseSettings(import.meta.env);
  checkHost(settings, location.hostname);
  const { session, end } = await Session.open(settings);
  const outcome = end && outcomeOf(end);
  if (outcome?.next === 'reset-password') {
    await session.resetPassword();
    return;
  }
  show(session, settings, takeSignedOutElsewhere() ? signedOutToo : outcome);
}

function show(session: Session, { apiUrl }: Settings, greeting: Message | undefined): void {
  const { account } = session;
  if (!account) {
    render(<Welcome session={session} greeting={greeting} />, root);
    return;
  }
  const attempts = new Attempts();
  const drafts = new Drafts(account.homeAccountId);
  const api = new TasksApi(apiUrl, session);
  const board = new Board({ api, attempts, drafts, signIn: () => session.signIn() });
  board.say(greeting);
  render(<SignedIn {...{ session, account, board, attempts, drafts }} />, root);
}

endWithOtherTabs();
start().catch((error: unknown) => {
  render(
    <main class="welcome">
      <h1>Tasks cannot start</h1>
      <p role="alert">{startFailure(error)}</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        Try again
      </button>
    </main>,
    root,
  );
});
