import type { Task } from '../api/index.js';

/** A change that the API has confirmed. */
export type TaskChangeMessage =
  | { readonly kind: 'saved'; readonly task: Task }
  | { readonly kind: 'deleted'; readonly id: string };

/** Tells the other tabs and windows of this person in this browser about confirmed changes. */
export class TabSync {
  readonly #channel: BroadcastChannel;

  /** @param accountId MSAL's id of the account: tabs of somebody else hear nothing */
  constructor(accountId: string) {
    this.#channel = new BroadcastChannel(`tasks.changes.${accountId}`);
  }

  publish(change: TaskChangeMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own only
    this.#channel.postMessage(change);
  }

  subscribe(onChange: (change: TaskChangeMessage) => void): void {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<TaskChangeMessage>) =>
      onChange(data),
    );
  }
}

/** Calls back when the person returns to this tab or window, from another one or from another device. */
export function onReturn(callback: () => void): () => void {
  const onVisible = () => document.visibilityState === 'visible' && callback();
  document.addEventListener('visibilitychange', onVisible);
  addEventListener('focus', callback);
  addEventListener('online', callback);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    removeEventListener('focus', callback);
    removeEventListener('online', callback);
  };
}
