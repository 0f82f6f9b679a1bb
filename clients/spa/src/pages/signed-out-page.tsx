import { useState } from 'preact/hooks';
import type { Session } from '../auth/index.js';
import {
  NotificationView,
  signInServiceUnreachable,
  type Notification,
} from '../notifications/index.js';

interface SignedOutPageProps {
  readonly session: Session;
  readonly initialNotification: Notification | undefined;
}

/** Shown while nobody is signed in. */
export function SignedOutPage({ session, initialNotification }: SignedOutPageProps) {
  const [notification, setNotification] = useState(initialNotification);
  const signIn = () => session.signIn().catch(() => setNotification(signInServiceUnreachable));
  return (
    <main class="welcome">
      <img src="/icon.svg" alt="" width="64" height="64" />
      <h1>Tasks</h1>
      <p>What you have to do, for you alone.</p>
      {notification && (
        <NotificationView
          notification={notification}
          onDismiss={() => setNotification(undefined)}
        />
      )}
      <button type="button" class="primary" onClick={() => void signIn()}>
        Sign in
      </button>
    </main>
  );
}
