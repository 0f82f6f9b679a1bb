import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * Calls back when the element comes near the window, and again after every render while it stays there:
 * a page of tasks may be shorter than the window, or hold nothing of what is searched for.
 */
export function useLoadOnScroll(element: RefObject<Element | null>, load: () => void): void {
  useEffect(() => {
    if (!element.current) {
      return undefined;
    }
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && load(),
      { rootMargin: '200px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  });
}
