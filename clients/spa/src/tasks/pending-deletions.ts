import { isApiError, type RetryQueue, type Task, type TasksApi } from '../api/index.js';
import type { NotificationStore } from '../notifications/index.js';
import { Store } from '../state/index.js';
import type { FormDrafts } from './form/index.js';
import type { TabSync } from './tab-sync.js';
import type { TaskListStore } from './task-list-store.js';

interface PendingDeletionsState {
  /** Ids of tasks that are off the screen, whether the API has deleted them yet or not. */
  readonly deleted: readonly string[];
  /** The task whose deletion was undone last; its row takes the focus. */
  readonly restored?: string | undefined;
}

interface PendingDeletionsDependencies {
  readonly api: TasksApi;
  readonly retryQueue: RetryQueue;
  readonly drafts: FormDrafts;
  readonly notifications: NotificationStore;
  readonly list: TaskListStore;
  readonly tabSync: TabSync;
}

interface PendingDeletion {
  readonly task: Task;
  /** The version that was on the screen; a newer one is not deleted. */
  readonly seen: Promise<Task>;
}

/**
 * Deletes when the notification that offers Undo goes. Each further deletion makes a new notification
 * for all that are pending, and one Undo restores them all.
 */
export class PendingDeletions extends Store<PendingDeletionsState> {
  readonly #dependencies: PendingDeletionsDependencies;
  #pending: readonly PendingDeletion[] = [];
  #dismissNotification = () => {};

  constructor(dependencies: PendingDeletionsDependencies) {
    super({ deleted: [] });
    this.#dependencies = dependencies;
  }

  get hasPending(): boolean {
    return this.#pending.length > 0;
  }

  delete(task: Task): void {
    const { retryQueue, list, notifications } = this.#dependencies;
    const { deleted } = this.state;
    if (deleted.includes(task.id)) {
      return;
    }
    // Queued behind earlier changes of the task, which may not have been answered yet.
    const seen = retryQueue.run(() => Promise.resolve(list.serverVersion(task.id) ?? task));
    const pending = [...this.#takePending(), { task, seen }];
    list.startExit(task.id);
    this.set({ deleted: [...deleted, task.id], restored: undefined });
    this.#pending = pending;
    const message =
      pending.length === 1
        ? { subject: task.title, text: 'was deleted.' }
        : { text: `${pending.length} tasks were deleted.` };
    const action = { label: 'Undo', run: () => this.#undo(), autoFocus: true };
    this.#dismissNotification = notifications.show({
      severity: 'success',
      ...message,
      action,
      persistent: true,
      onClose: () => this.flush(),
    });
  }

  /** Sends all pending deletions now. */
  flush(): void {
    for (const deletion of this.#takePending()) {
      void this.#send(deletion);
    }
  }

  /** The restored row has taken the focus. */
  clearRestored(): void {
    this.set({ restored: undefined });
  }

  #undo(): void {
    const ids = this.#takePending().map(({ task }) => task.id);
    for (const id of ids) {
      this.#showAgain(id);
    }
    this.set({ restored: ids.at(-1) });
  }

  #takePending(): readonly PendingDeletion[] {
    this.#dismissNotification();
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }

  async #send({ task, seen }: PendingDeletion): Promise<void> {
    const { api, retryQueue, drafts, list, tabSync } = this.#dependencies;
    try {
      await retryQueue.run(async () => api.delete(await seen));
      drafts.remove(task.id);
      list.remove(task.id);
      tabSync.publish({ kind: 'deleted', id: task.id });
    } catch (error) {
      if (isApiError('not-found', error)) {
        list.remove(task.id);
      } else {
        await this.#showFailure(task, error);
      }
    } finally {
      this.#showAgain(task.id);
    }
  }

  async #showFailure({ id, title }: Task, error: unknown): Promise<void> {
    const { api, retryQueue, list, notifications } = this.#dependencies;
    if (!isApiError('conflict', error)) {
      return notifications.showError(error, { subject: title, text: 'was not deleted.' });
    }
    const theirs = await notifications.orShowError(retryQueue.run(() => api.get(id)));
    if (!theirs) {
      return;
    }
    list.applyServerVersion(theirs.task);
    const text = 'was changed elsewhere in the meantime, and so not deleted.';
    notifications.show({ severity: 'warning', subject: title, text, persistent: true });
  }

  /** Shows a task again if the list still has it. */
  #showAgain(id: string): void {
    this.#dependencies.list.endExit(id);
    this.set({ deleted: this.state.deleted.filter((one) => one !== id) });
  }
}
