import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Places {
  readonly list: RefObject<HTMLElement | null>;
  readonly heading: RefObject<HTMLElement | null>;
  readonly more: RefObject<HTMLElement | null>;
}

/**
 * Gives the keyboard a place when what it was on leaves the screen: the task that is now where the person
 * last was in the list, else the heading of the list. Never a button, which the next key would press.
 */
export function useKeptFocus({ list, heading, more }: Places): void {
  const place = useRef<number | undefined>(undefined);
  const before = document.activeElement;
  const rows = rowsOf(list.current);
  const row = rows.findIndex((one) => one.contains(before));
  if (row >= 0) place.current = row;
  if (before && before === more.current) place.current = rows.length;
  useLayoutEffect(() => {
    if (!before || isThere(before) || hasFocus(before)) return;
    const now = rowsOf(list.current);
    const next = now[Math.min(place.current ?? now.length, now.length - 1)];
    const goOn = place.current === undefined ? heading.current : (next ?? heading.current);
    // Whoever has scrolled on with a mouse stays there.
    goOn?.focus({ preventScroll: true });
  });
}

/** Without tasks that are leaving. */
const rowsOf = (list: HTMLElement | null): HTMLElement[] =>
  Array.from(list?.querySelectorAll<HTMLElement>(':scope > :not([inert])') ?? []);

const isThere = (element: Element): boolean => element.isConnected && !element.closest('[inert]');

/** Whether something else has been given the keyboard already. */
function hasFocus(before: Element): boolean {
  const { activeElement, body } = document;
  return activeElement !== body && activeElement !== before;
}
