import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface FocusTargets {
  readonly list: RefObject<HTMLElement | null>;
  readonly heading: RefObject<HTMLElement | null>;
  readonly more: RefObject<HTMLElement | null>;
}

/**
 * Moves the focus when the focused element is removed: to the row that is now at the last focused
 * position of the list, else to the heading. Never to a button, which the next key press would activate.
 */
export function useFocusRestoration({ list, heading, more }: FocusTargets): void {
  const position = useRef<number | undefined>(undefined);
  const previous = document.activeElement;
  const rows = rowsOf(list.current);
  const row = rows.findIndex((one) => one.contains(previous));
  if (row >= 0) {
    position.current = row;
  }
  if (previous && previous === more.current) {
    position.current = rows.length;
  }
  useLayoutEffect(() => {
    if (!previous || isAvailable(previous) || hasFocusMoved(previous)) {
      return;
    }
    const now = rowsOf(list.current);
    const next = now[Math.min(position.current ?? now.length, now.length - 1)];
    const target = position.current === undefined ? heading.current : (next ?? heading.current);
    // No scrolling: somebody who has scrolled on with the mouse stays there.
    target?.focus({ preventScroll: true });
  });
}

/** Without rows on their way out. */
const rowsOf = (list: HTMLElement | null): HTMLElement[] =>
  Array.from(list?.querySelectorAll<HTMLElement>(':scope > .task:not([inert])') ?? []);

const isAvailable = (element: Element): boolean =>
  element.isConnected && !element.closest('[inert]');

/** Whether another element has taken the focus already. */
function hasFocusMoved(previous: Element): boolean {
  const { activeElement, body } = document;
  return activeElement !== body && activeElement !== previous;
}
