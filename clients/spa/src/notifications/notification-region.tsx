import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RetryQueue } from '../api/index.js';
import { useStore } from '../state/index.js';
import type { NotificationStore } from './notification-store.js';
import { NotificationView, RetryNotification } from './notification-view.js';

interface NotificationRegionProps {
  readonly notifications: NotificationStore;
  readonly retryQueue: RetryQueue;
}

/** All notifications, at the bottom of the window. */
export function NotificationRegion({ notifications, retryQueue }: NotificationRegionProps) {
  const region = useRef<HTMLDivElement>(null);
  const { shown } = useStore(notifications);
  const retryState = useStore(retryQueue);
  useLayoutEffect(() => (region.current ? keepFocusUncovered(region.current) : undefined), []);
  useLayoutEffect(() => closeWithEscape(notifications), [notifications]);
  useLayoutEffect(
    () => (region.current ? watchAttention(region.current, notifications) : undefined),
    [notifications],
  );
  return (
    <div class="notifications" ref={region}>
      <RetryNotification retryQueue={retryQueue} state={retryState} />
      {shown.map(({ id, notification }) => (
        <NotificationView
          key={id}
          notification={notification}
          onDismiss={() => notifications.close(id)}
        />
      ))}
    </div>
  );
}

/**
 * Tells the notifications whether the pointer or the keyboard is on them. A pointer under which one has
 * come up does not count until it moves.
 *
 * @returns a function that stops it
 */
function watchAttention(region: HTMLElement, notifications: NotificationStore): () => void {
  let entered = false;
  const onPointerMove = ({ movementX, movementY, target }: PointerEvent) => {
    if (movementX !== 0 || movementY !== 0) {
      entered = region.contains(target as Node);
    }
  };
  notifications.isAttended = () =>
    (entered && region.matches(':hover')) || region.querySelector(':focus-visible') !== null;
  document.addEventListener('pointermove', onPointerMove);
  return () => document.removeEventListener('pointermove', onPointerMove);
}

/**
 * Escape closes the latest notification, unless a form has taken the key for itself.
 *
 * @returns a function that stops it
 */
function closeWithEscape(notifications: NotificationStore): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      notifications.closeLatest();
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/**
 * Scrolls the focused element out from under the region (WCAG 2.2, 2.4.11).
 *
 * @returns a function that stops it
 */
function keepFocusUncovered(region: HTMLElement): () => void {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    const { top, height } = region.getBoundingClientRect();
    style.scrollPaddingBottom = height === 0 ? '' : `${height + 24}px`;
    const focused = document.activeElement;
    if (!focused || height === 0 || region.contains(focused)) {
      return;
    }
    const box = focused.getBoundingClientRect();
    const covered = box.bottom > top && box.top < top + height;
    if (covered) {
      focused.scrollIntoView({ block: 'nearest' });
    }
  });
  observer.observe(region);
  return () => observer.disconnect();
}
