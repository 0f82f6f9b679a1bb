import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { areShortcutsOn, shortcuts, switchShortcuts } from './keyboard-shortcuts.js';

/** Lists the keys, and switches them off. Opened with `showModal()`. */
export function ShortcutsDialog({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const [on, setOn] = useState(areShortcutsOn);
  const change = (value: boolean) => {
    switchShortcuts(value);
    setOn(value);
  };
  return (
    <dialog ref={dialog} aria-labelledby="shortcuts-heading">
      <h2 id="shortcuts-heading">Keys</h2>
      <dl>
        {shortcuts.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="inline">
        <input
          type="checkbox"
          checked={on}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />{' '}
        Use single keys
      </label>
      <form method="dialog">
        <button class="primary" autoFocus>
          Close
        </button>
      </form>
    </dialog>
  );
}
