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
  const { shown } = useStore(notices);
  const waiting = useStore(attempts);
  return (
    <div class="notices">
      <WaitingNotice attempts={attempts} waiting={waiting} />
      {shown.map(({ id, message }) => (
        <Notice key={id} message={message} onClose={() => notices.close(message)} />
      ))}
    </div>
  );
}
