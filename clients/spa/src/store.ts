import { useEffect, useState } from 'preact/hooks';

/** Something that changes, and tells those who watch. */
export class Store<T> {
  readonly #watchers = new Set<() => void>();

  constructor(private current: T) {}

  get state(): T {
    return this.current;
  }

  protected set(change: Partial<T>): void {
    this.current = { ...this.current, ...change };
    for (const watcher of this.#watchers) watcher();
  }

  /** @returns how to stop watching */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }
}

/** The state of a store; the component is drawn anew whenever it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState(0);
  useEffect(() => store.watch(() => redraw((count) => count + 1)), [store]);
  return store.state;
}
