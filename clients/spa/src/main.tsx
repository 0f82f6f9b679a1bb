import { render } from 'preact';
import { Attempts } from './api/attempts.js';
import { TasksApi } from './api/tasks-api.js';
import { App } from './app.js';
import { outcomeOf } from './auth/sign-in-outcome.js';
import { Session } from './auth/session.js';
import { parseSettings } from './config/settings.js';
import { Board, type Message } from './tasks/board.js';

const root = document.querySelector('#app') ?? document.body;

// A page brought back from the browser's memory would still wait for the redirect it left with.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

async function start(): Promise<void> {
  const settings = parseSettings(import.meta.env);
  const { session, cameFrom, failure } = await Session.open(settings);
  const outcome = failure === undefined ? undefined : outcomeOf(failure);
  if (outcome?.next === 'reset-password') {
    await session.resetPassword();
    return;
  }
  const attempts = new Attempts();
  const api = new TasksApi(settings.apiUrl, session);
  const board = new Board(api, attempts, () => void session.signIn());
  const words: Readonly<Record<string, Message>> = {
    [settings.policies.edit]: { tone: 'green', text: 'Your profile was saved.' },
    [settings.policies.reset]: { tone: 'green', text: 'Your password was changed.' },
  };
  const greeting = outcome ?? words[cameFrom ?? ''];
  board.say(greeting);
  render(<App session={session} board={board} attempts={attempts} greeting={greeting} />, root);
}

start().catch(() => {
  const again = () => location.reload();
  render(
    <main class="welcome">
      <h1>Tasks cannot start</h1>
      <p role="alert">The sign-in service cannot be reached. Please try again in a moment.</p>
      <button type="button" class="primary" onClick={again}>
        Try again
      </button>
    </main>,
    root,
  );
});
