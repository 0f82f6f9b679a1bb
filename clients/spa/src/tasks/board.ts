import { isApiError, type RetryQueue, type Task, type TasksApi } from '../api/index.js';
import { NotificationStore } from '../notifications/index.js';
import {
  contentOf,
  failedSubmit,
  newTaskForm,
  statusLabels,
  type FormDrafts,
  type SubmitResult,
  type TaskContent,
  type TaskFields,
} from './form/index.js';
import { putQueryIntoAddress } from './address.js';
import { FinishedDeletion } from './finished-deletion.js';
import { matchesQuery, queryOfAddress, type ListQuery } from './list-query.js';
import { PendingDeletions } from './pending-deletions.js';
import type { TabSync } from './tab-sync.js';
import { TaskEditor } from './task-editor.js';
import { TaskListStore } from './task-list-store.js';

/** How long a redirect to the provider waits for calls that are still to be made. */
const flushSeconds = 3;

interface BoardDependencies {
  readonly api: TasksApi;
  readonly retryQueue: RetryQueue;
  readonly drafts: FormDrafts;
  readonly tabSync: TabSync;
  readonly signIn: () => Promise<void>;
  readonly stepUp: (claims: string) => Promise<void>;
  /** MSAL's id of the account. */
  readonly accountId: string;
}

/** Everything a person can do on the board. Changes are optimistic: shown at once, rolled back on errors. */
export class Board {
  readonly notifications: NotificationStore;
  readonly list: TaskListStore;
  readonly deletions: PendingDeletions;
  readonly editor: TaskEditor;
  readonly finished: FinishedDeletion;
  readonly #dependencies: BoardDependencies;
  #refreshing = false;
  readonly #statusBeforeDone = new Map<string, Task['status']>();

  constructor(dependencies: BoardDependencies) {
    this.#dependencies = dependencies;
    this.notifications = new NotificationStore(dependencies.signIn);
    const query = queryOfAddress(location.search);
    this.list = new TaskListStore({ ...dependencies, notifications: this.notifications }, query);
    const shared = { ...dependencies, notifications: this.notifications, list: this.list };
    this.deletions = new PendingDeletions(shared);
    this.finished = new FinishedDeletion({ ...shared, deletions: this.deletions });
    this.editor = new TaskEditor({ ...shared, addAgain: (...task) => this.#addAgain(...task) });
    dependencies.tabSync.subscribe((change) => {
      if (change.kind === 'saved') {
        this.list.applyOtherTab(change.task);
      } else {
        this.list.remove(change.id);
      }
    });
  }

  /** Loads the tasks, and opens the form that was open when the page was left. */
  async open(): Promise<void> {
    await this.list.load();
    if (this.list.state.phase === 'ready') {
      await this.editor.reopen();
    }
    await this.finished.goOn();
  }

  /** @param fromHistory true if the address has the query already */
  async load(query?: ListQuery, { fromHistory = false } = {}): Promise<void> {
    this.notifications.dismissTransient();
    this.deletions.clearRestored();
    if (query && !fromHistory) {
      putQueryIntoAddress(query, { replace: false });
    }
    await this.list.load(query);
  }

  search(text: string): void {
    this.list.search(text);
    putQueryIntoAddress(this.list.state.query, { replace: true });
  }

  /** Brings list and form up to date after the person was away, unless calls are on their way. */
  async refresh(): Promise<void> {
    const { retryQueue } = this.#dependencies;
    if (retryQueue.busy || this.deletions.hasPending || this.#refreshing) {
      return;
    }
    this.#refreshing = true;
    await this.list.refresh();
    await this.editor.checkForConflict();
    this.#refreshing = false;
  }

  async add(fields: TaskFields): Promise<SubmitResult> {
    const { drafts } = this.#dependencies;
    this.notifications.dismissTransient();
    // Kept with the draft: sending it again after a lost response adds no second task.
    const idempotencyKey = drafts.get(newTaskForm)?.idempotencyKey ?? crypto.randomUUID();
    drafts.set(newTaskForm, { fields, idempotencyKey });
    try {
      await this.#add(contentOf(fields), idempotencyKey);
      drafts.remove(newTaskForm);
      return { done: true };
    } catch (error) {
      return failedSubmit(error, this.notifications);
    }
  }

  /** Sends no ETag: it changes the status alone, so that no edit of another client can be lost. */
  async setDone(task: Task, done: boolean): Promise<void> {
    const { api, retryQueue, drafts, tabSync } = this.#dependencies;
    const { id } = task;
    if (done) {
      this.#statusBeforeDone.set(id, task.status);
    }
    const status = done ? 'done' : (this.#statusBeforeDone.get(id) ?? 'open');
    this.notifications.dismissTransient();
    this.#showOptimistic({ ...task, status });
    try {
      const saved = await retryQueue.run(() => api.change(id, { status }));
      this.list.applyServerVersion(saved.task);
      tabSync.publish({ kind: 'saved', task: saved.task });
    } catch (error) {
      if (isApiError('not-found', error)) {
        this.list.remove(id);
        drafts.remove(id);
        this.notifications.showError(error);
      } else {
        this.list.rollBack(id);
        this.notifications.showError(error, { subject: task.title, text: 'stays as it was.' });
      }
    }
  }

  /** Makes the calls of all that the page shows as done, before a redirect; waits for a few seconds. */
  async flush(): Promise<void> {
    const { retryQueue } = this.#dependencies;
    this.deletions.flush();
    const sent = retryQueue.run(() => Promise.resolve());
    let unsubscribe = () => {};
    const failing = new Promise<void>((resolve) => {
      unsubscribe = retryQueue.subscribe(() => retryQueue.state.error && resolve());
    });
    const timeout = new Promise((resolve) => setTimeout(resolve, flushSeconds * 1_000));
    await Promise.race([sent, failing, timeout]);
    unsubscribe();
  }

  /** Shows a task before the API has confirmed it, and says so if it leaves the list. */
  #showOptimistic(task: Task): void {
    this.list.applyOptimistic(task);
    if (matchesQuery(task, this.list.state.query)) {
      return;
    }
    this.list.startExit(task.id);
    const text = `is ${statusLabels[task.status]} now, and so no longer in this list.`;
    const { title: subject } = task;
    this.notifications.show({ severity: 'success', subject, text, persistent: true });
  }

  async #add(content: TaskContent, idempotencyKey: string): Promise<void> {
    const { api, retryQueue, tabSync } = this.#dependencies;
    const task = await retryQueue.run(() => api.add(content, idempotencyKey));
    this.list.prepend(task);
    tabSync.publish({ kind: 'saved', task });
    const { status } = this.list.state.query;
    const reason =
      status && status !== task.status
        ? `is ${statusLabels[task.status]}`
        : 'lacks what you search for';
    const listed = matchesQuery(task, this.list.state.query);
    const hint = listed ? '' : ` It ${reason}, and so not in this list.`;
    this.notifications.show({ severity: 'success', text: `Your task was added.${hint}` });
  }

  async #addAgain(content: TaskContent, idempotencyKey: string): Promise<boolean> {
    try {
      await this.#add(content, idempotencyKey);
      return true;
    } catch (error) {
      this.notifications.showError(error);
      return false;
    }
  }
}
