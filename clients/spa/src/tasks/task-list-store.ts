import type { RetryQueue, Task, TasksApi } from '../api/index.js';
import type { NotificationStore } from '../notifications/index.js';
import { Store } from '../state/index.js';
import { withoutTask, withPage, withTask, withTaskFirst, type ListQuery } from './task-list.js';

/** Longer than a double click, whose second half must not hit the row that moves up. */
const exitMilliseconds = 600;

interface TaskListState {
  readonly tasks: readonly Task[];
  readonly nextCursor: string | null;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly query: ListQuery;
  /** Ids of tasks on their way out, whose place is kept for a moment. */
  readonly exiting: readonly string[];
}

interface TaskListDependencies {
  readonly api: TasksApi;
  readonly retryQueue: RetryQueue;
  readonly notifications: NotificationStore;
}

/** The tasks that the API listed, with the optimistic updates made since. */
export class TaskListStore extends Store<TaskListState> {
  readonly #dependencies: TaskListDependencies;
  /** The latest version of each task that the API returned. */
  readonly #serverVersions = new Map<string, Task>();

  constructor(dependencies: TaskListDependencies) {
    const query = { sort: '-createdAt' } as const;
    super({ tasks: [], nextCursor: null, phase: 'loading', query, exiting: [] });
    this.#dependencies = dependencies;
  }

  async load(query = this.state.query): Promise<void> {
    const { api, retryQueue, notifications } = this.#dependencies;
    this.set({ query, phase: 'loading' });
    const page = await notifications.orShowError(retryQueue.run(() => api.list(query)));
    // Another filter may have been chosen in the meantime.
    if (query !== this.state.query) return;
    // Tasks of the query before must not look like the result of this one.
    if (!page) return this.set({ phase: 'failed', tasks: [], nextCursor: null });
    this.#keepServerVersions(page.items);
    this.set({ tasks: page.items, nextCursor: page.nextCursor, phase: 'ready' });
  }

  async loadMore(): Promise<void> {
    const { api, retryQueue, notifications } = this.#dependencies;
    const { nextCursor, query } = this.state;
    if (nextCursor === null) return;
    const next = () => api.list({ ...query, cursor: nextCursor });
    const page = await notifications.orShowError(retryQueue.run(next));
    if (!page || query !== this.state.query) return;
    this.#keepServerVersions(page.items);
    this.set({ tasks: withPage(this.state.tasks, page.items), nextCursor: page.nextCursor });
  }

  has(id: string): boolean {
    return this.state.tasks.some((task) => task.id === id);
  }

  serverVersion(id: string): Task | undefined {
    return this.#serverVersions.get(id);
  }

  /** Shows the version that the API has returned. */
  applyServerVersion(task: Task): void {
    this.#keepServerVersions([task]);
    this.applyOptimistic(task);
  }

  /** Shows a new task at the start of the list, next to the form that added it. */
  prepend(task: Task): void {
    this.#keepServerVersions([task]);
    this.set({ tasks: withTaskFirst(this.state.tasks, task) });
  }

  /** Shows a change that the API has not confirmed yet. */
  applyOptimistic(task: Task): void {
    this.set({ tasks: withTask(this.state.tasks, task) });
  }

  /** Shows the latest version of the API again. */
  rollBack(id: string): void {
    const version = this.#serverVersions.get(id);
    if (version) this.applyOptimistic(version);
  }

  /** Keeps the place of a task that leaves the list for a moment. */
  startExit(id: string): void {
    this.set({ exiting: [...this.state.exiting, id] });
    setTimeout(() => this.endExit(id), exitMilliseconds);
  }

  endExit(id: string): void {
    this.set({ exiting: this.state.exiting.filter((one) => one !== id) });
  }

  remove(id: string): void {
    this.set({ tasks: withoutTask(this.state.tasks, id) });
  }

  #keepServerVersions(tasks: readonly Task[]): void {
    for (const task of tasks) this.#serverVersions.set(task.id, task);
  }
}
