import { useSyncExternalStore } from 'preact/compat';

/** State that changes outside the components, and tells its subscribers. */
export class Store<T> {
  readonly #subscribers = new Set<() => void>();
  #state: T;

  constructor(initial: T) {
    this.#state = initial;
  }

  get state(): T {
    return this.#state;
  }

  /** Merges a change into the state, and calls every subscriber. */
  protected set(change: Partial<T>): void {
    this.#state = { ...this.#state, ...change };
    for (const subscriber of this.#subscribers) {
      subscriber();
    }
  }

  /** @returns a function that ends the subscription */
  subscribe(subscriber: () => void): () => void {
    this.#subscribers.add(subscriber);
    return () => void this.#subscribers.delete(subscriber);
  }
}

/** The state of a store; the component renders again whenever it changes, also before its effects ran. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(
    (onChange) => store.subscribe(onChange),
    () => store.state,
  );
}
