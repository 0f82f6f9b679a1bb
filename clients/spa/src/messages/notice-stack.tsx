import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Attempts } from '../api/attempts.js';
import { useStore } from '../store.js';
import { Notice, WaitingNotice } from './notice.js';
import type { Notices } from './notices.js';

interface NoticeStackProps {
  readonly notices: Notices;
  readonly attempts: Attempts;
}

/** All that is being said, at the bottom of the window. */
export function NoticeStack({ notices, attempts }: NoticeStackProps) {
  const stack = useRef<HTMLDivElement>(null);
  const { shown } = useStore(notices);
  const waiting = useStore(attempts);
  useLayoutEffect(() => (stack.current ? keepFocusInSight(stack.current) : undefined), []);
  return (
    <div class="notices" ref={stack}>
      <WaitingNotice attempts={attempts} waiting={waiting} />
      {shown.map(({ id, message }) => (
        <Notice key={id} message={message} onClose={() => notices.close(message)} />
      ))}
    </div>
  );
}

/** What has the keyboard is not to be under the stack (WCAG 2.2, 2.4.11). @returns how to stop */
function keepFocusInSight(stack: HTMLElement): () => void {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    const { top, height } = stack.getBoundingClientRect();
    style.scrollPaddingBottom = height === 0 ? '' : `${height + 24}px`;
    const focused = document.activeElement;
    if (!focused || height === 0 || stack.contains(focused)) return;
    const place = focused.getBoundingClientRect();
    const covered = place.bottom > top && place.top < top + height;
    if (covered) focused.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(stack);
  return () => observer.disconnect();
}
