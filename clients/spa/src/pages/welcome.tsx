import { useState } from 'preact/hooks';
import type { Session } from '../auth/session.js';
import { signInUnreachable, type Message } from '../messages/message.js';
import { Notice } from '../messages/notice.js';

interface WelcomeProps {
  readonly session: Session;
  readonly greeting: Message | undefined;
}

/** What there is to see for who is not signed in. */
export function Welcome({ session, greeting }: WelcomeProps) {
  const [message, setMessage] = useState(greeting);
  const signIn = () => session.signIn().catch(() => setMessage(signInUnreachable));
  return (
    <main class="welcome">
      <img src="/icon.svg" alt="" width="64" height="64" />
      <h1>Tasks</h1>
      <p>What you have to do, for you alone.</p>
      {message && <Notice message={message} onClose={() => setMessage(undefined)} />}
      <button type="button" class="primary" onClick={() => void signIn()}>
        Sign in
      </button>
    </main>
  );
}
