import { useEffect } from 'preact/hooks';

/** What the keys do, for the dialog that lists them. */
export const shortcuts: readonly (readonly [keys: string, does: string])[] = [
  ['n', 'Add a task'],
  ['/', 'Search'],
  ['j', 'Next task'],
  ['k', 'Previous task'],
  ['Enter', 'Change the task'],
  ['Space', 'Tick the task'],
  ['Escape', 'Close a form or a message'],
  ['?', 'Show these keys'],
];

/** Where the keys go. */
export interface ShortcutTargets {
  readonly add: () => void;
  readonly search: () => void;
  readonly move: (by: 1 | -1) => void;
  readonly help: () => void;
}

const switchedOff = 'tasks.shortcuts-off';

/** Single keys can be switched off, since speech input may trigger them (WCAG 2.2, 2.1.4). */
export const areShortcutsOn = (): boolean => localStorage.getItem(switchedOff) === null;

export function switchShortcuts(on: boolean): void {
  if (on) {
    localStorage.removeItem(switchedOff);
  } else {
    localStorage.setItem(switchedOff, 'yes');
  }
}

/** Listens for the single keys, except where text is typed or another key is held with them. */
export function useKeyboardShortcuts({ add, search, move, help }: ShortcutTargets): void {
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      n: add,
      '/': search,
      j: () => move(1),
      k: () => move(-1),
      '?': help,
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const { altKey, ctrlKey, key, metaKey, target } = event;
      if (event.defaultPrevented || altKey || ctrlKey || metaKey || isTyped(target)) {
        return;
      }
      const action = actions[key.toLowerCase()];
      if (!action || !areShortcutsOn()) {
        return;
      }
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, select, dialog') !== null;

/** Moves the focus to the row before or after the one that has it; at first, to the first row. */
export function moveToRow(list: HTMLElement | null, by: 1 | -1): void {
  const rows = Array.from(list?.querySelectorAll<HTMLElement>('.task:not([inert])') ?? []);
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const next = current < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, current + by));
  rows[next]?.focus();
  rows[next]?.scrollIntoView({ block: 'nearest' });
}
