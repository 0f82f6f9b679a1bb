import type { Attempts } from '../api/attempts.js';
import { useStore } from '../store.js';
import type { Message } from '../tasks/board.js';

/** A word to the person, read out by screen readers; amber and red ones at once. */
export function Notice({ message, onClose }: { message: Message; onClose: () => void }) {
  const { tone, text, action } = message;
  return (
    <div class={`notice ${tone}`} role={tone === 'green' ? 'status' : 'alert'}>
      <p>{text}</p>
      {action && (
        <button type="button" onClick={action.run}>
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
export function WaitingNotice({ attempts }: { attempts: Attempts }) {
  const { trouble, secondsLeft } = useStore(attempts);
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
