import { render } from 'preact';
import { RetryQueue, TasksApi } from './api/index.js';
import {
  nextStepAfter,
  Session,
  signOutWithOtherTabs,
  consumeSignedOutElsewhere,
} from './auth/index.js';
import { checkHost, type Settings } from './config/index.js';
import type { Notification } from './notifications/index.js';
import { SignedInPage, SignedOutPage, StartupErrorPage } from './pages/index.js';
import { Board, FinishedDeletion, FormDrafts, TabSync } from './tasks/index.js';

const signedOutElsewhere: Notification = {
  severity: 'warning',
  text: 'You signed out in another tab, so this one is signed out too.',
};

const root = document.querySelector('#app') ?? document.body;

// A page restored from the back/forward cache would still wait for the redirect that it left with.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

async function start(): Promise<void> {
  const settings = import.meta.env.SETTINGS;
  checkHost(settings, location.hostname);
  const { session, result } = await Session.open(settings);
  const nextStep = result && nextStepAfter(result);
  if (result?.error !== undefined) {
    FinishedDeletion.giveUp();
  }
  if (nextStep?.next === 'reset-password') {
    await session.resetPassword();
    return;
  }
  renderPage(session, settings, consumeSignedOutElsewhere() ? signedOutElsewhere : nextStep);
}

function renderPage(
  session: Session,
  { apiUrl }: Settings,
  initialNotification: Notification | undefined,
): void {
  const { account } = session;
  if (!account) {
    render(<SignedOutPage {...{ session, initialNotification }} />, root);
    return;
  }
  const retryQueue = new RetryQueue();
  const drafts = new FormDrafts(account.homeAccountId);
  const api = new TasksApi(apiUrl, session);
  const tabSync = new TabSync(account.homeAccountId);
  const signIn = () => session.signIn();
  const stepUp = (claims: string) => session.stepUp(claims);
  const { homeAccountId: accountId } = account;
  const board = new Board({ api, retryQueue, drafts, tabSync, signIn, stepUp, accountId });
  if (initialNotification) {
    board.notifications.show(initialNotification);
  }
  render(<SignedInPage {...{ session, account, board, retryQueue, drafts }} />, root);
}

signOutWithOtherTabs();
start().catch((error: unknown) => render(<StartupErrorPage error={error} />, root));
