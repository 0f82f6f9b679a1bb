import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Attempts, Waiting } from '../api/attempts.js';
import type { Message } from './message.js';

/** A word to the person, read out by screen readers; amber and red ones at once. */
export function Notice({ message, onClose }: { message: Message; onClose: () => void }) {
  const { tone, subject, text, action } = message;
  const actionButton = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (action?.takesFocus) actionButton.current?.focus();
  }, [action]);
  return (
    <div class={`notice ${tone}`} role={tone === 'green' ? 'status' : 'alert'}>
      <p>
        {subject !== undefined && (
          <>
            “<bdi>{subject}</bdi>”{' '}
          </>
        )}
        {text}
      </p>
      {action && (
        <button type="button" ref={actionButton} onClick={action.run}>
          {action.name}
        </button>
      )}
      <button type="button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}

/** Counts down to the next try while a trouble lasts. */
export function WaitingNotice({ attempts, waiting }: { attempts: Attempts; waiting: Waiting }) {
  const { trouble, secondsLeft } = waiting;
  if (!trouble) return null;
  return (
    <div class={`notice ${trouble.tone}`}>
      <p>
        <span role="alert">{trouble.message}</span>{' '}
        <span>{secondsLeft > 0 ? `Next try in ${secondsLeft} s.` : 'Trying again…'}</span>
      </p>
      <button type="button" onClick={() => attempts.tryNow()}>
        Try now
      </button>
      <button type="button" onClick={() => attempts.giveUp()}>
        Cancel
      </button>
    </div>
  );
}
