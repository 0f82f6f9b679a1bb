import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RetryQueue, RetryState } from '../api/index.js';
import type { Notification } from './notification.js';

interface NotificationViewProps {
  readonly notification: Notification;
  readonly onDismiss: () => void;
}

/** One notification. Screen readers announce warnings and errors at once. */
export function NotificationView({ notification, onDismiss }: NotificationViewProps) {
  const { severity, subject, text, action } = notification;
  const actionButton = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (action?.autoFocus) {
      actionButton.current?.focus();
    }
  }, [action]);
  return (
    <div class={`notification ${severity}`} role={severity === 'success' ? 'status' : 'alert'}>
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
          {action.label}
        </button>
      )}
      <button type="button" onClick={onDismiss}>
        Close
      </button>
    </div>
  );
}

interface RetryNotificationProps {
  readonly retryQueue: RetryQueue;
  readonly state: RetryState;
}

/** Counts down to the next attempt of a call that failed. */
export function RetryNotification({ retryQueue, state }: RetryNotificationProps) {
  const { error, secondsLeft } = state;
  if (!error) {
    return null;
  }
  return (
    <div class={`notification ${error.severity}`}>
      <p>
        <span role="alert">
          {error.message}
          {error.kind !== 'rate-limited' && ' What you did is kept here.'}
        </span>{' '}
        <span>{secondsLeft > 0 ? `Next try in ${secondsLeft} s.` : 'Trying again…'}</span>
      </p>
      <button type="button" onClick={() => retryQueue.retryNow()}>
        Try now
      </button>
      <button type="button" onClick={() => retryQueue.cancel()}>
        Cancel
      </button>
    </div>
  );
}
