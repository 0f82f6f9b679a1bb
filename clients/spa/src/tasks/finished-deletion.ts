import { StepUpRequiredError, type RetryQueue, type TasksApi } from '../api/index.js';
import { signInServiceUnreachable, type NotificationStore } from '../notifications/index.js';
import type { PendingDeletions } from './pending-deletions.js';
import type { TabSync } from './tab-sync.js';
import type { TaskListStore } from './task-list-store.js';

interface FinishedDeletionDependencies {
  readonly api: TasksApi;
  readonly retryQueue: RetryQueue;
  readonly notifications: NotificationStore;
  readonly list: TaskListStore;
  readonly deletions: PendingDeletions;
  readonly tabSync: TabSync;
  readonly stepUp: (claims: string) => Promise<void>;
  readonly accountId: string;
}

/** Storage key of the account that went to sign in again, to delete its finished tasks. */
const steppingUp = 'tasks.delete-finished';

/**
 * Deletes all finished tasks. Where the API wants a stronger sign-in for that, the person is sent to it, and the
 * deletion goes on when they return: they have confirmed it already.
 */
export class FinishedDeletion {
  readonly #dependencies: FinishedDeletionDependencies;

  constructor(dependencies: FinishedDeletionDependencies) {
    this.#dependencies = dependencies;
  }

  /** The sign-in did not work, or was cancelled: the next one must not delete anything. */
  static giveUp(): void {
    sessionStorage.removeItem(steppingUp);
  }

  /** Deletes them, or sends the person to the provider first. */
  async delete(): Promise<void> {
    this.#dependencies.notifications.dismissTransient();
    await this.#delete((claims) => this.#stepUp(claims));
  }

  /** Goes on after the stronger sign-in, if it was for this and the same person came back; once. */
  async goOn(): Promise<void> {
    const accountId = sessionStorage.getItem(steppingUp);
    FinishedDeletion.giveUp();
    if (accountId === this.#dependencies.accountId) {
      await this.#delete();
    }
  }

  async #delete(stepUp?: (claims: string) => Promise<void>): Promise<void> {
    const { api, retryQueue, notifications, deletions } = this.#dependencies;
    // What can still be undone was on the screen as deleted when this was asked for.
    deletions.flush();
    try {
      const count = await retryQueue.run(() => api.deleteFinished());
      this.#removeFromList();
      const text = `${count} finished ${count === 1 ? 'task was' : 'tasks were'} deleted.`;
      notifications.show({ severity: 'success', text });
    } catch (error) {
      if (error instanceof StepUpRequiredError && stepUp) {
        await stepUp(error.claims);
      } else {
        notifications.showError(error, { text: 'Your finished tasks were not deleted.' });
      }
    }
  }

  async #stepUp(claims: string): Promise<void> {
    const { stepUp, notifications, accountId } = this.#dependencies;
    sessionStorage.setItem(steppingUp, accountId);
    try {
      await stepUp(claims);
    } catch {
      FinishedDeletion.giveUp();
      notifications.show(signInServiceUnreachable);
    }
  }

  #removeFromList(): void {
    const { list, tabSync } = this.#dependencies;
    for (const { id } of list.state.tasks.filter(({ status }) => status === 'done')) {
      list.remove(id);
      tabSync.publish({ kind: 'deleted', id });
    }
  }
}
