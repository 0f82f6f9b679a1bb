import type { RetryQueue, Task, TaskPage, TasksApi } from '../api/index.js';
import type { NotificationStore } from '../notifications/index.js';
import { Store } from '../state/index.js';
import { matchesQuery, type ListQuery } from './list-query.js';
import { withoutTask, withPage, withTask, withTaskFirst } from './task-list.js';

/** Longer than a double click, whose second half must not hit the row that moves up. */
const exitMilliseconds = 600;
/** Tasks a page: enough for a screen; as many as the API allows where all have to be looked through. */
const pageSize = 20;
const maxPageSize = 100;

interface TaskListState {
  readonly tasks: readonly Task[];
  readonly nextCursor: string | null;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly loadingMore: boolean;
  /** Whether the next page could not be loaded: it waits until the person asks for it. */
  readonly moreFailed: boolean;
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
  /** Changes with every reload: an answer to an earlier one is out of date. */
  #generation = 0;

  constructor(dependencies: TaskListDependencies, query: ListQuery) {
    super({
      tasks: [],
      nextCursor: null,
      phase: 'loading',
      loadingMore: false,
      moreFailed: false,
      query,
      exiting: [],
    });
    this.#dependencies = dependencies;
  }

  async load(query = this.state.query): Promise<void> {
    const { api, retryQueue, notifications } = this.#dependencies;
    const generation = ++this.#generation;
    this.set({ query, phase: 'loading', loadingMore: false, moreFailed: false });
    const page = await notifications.orShowError(retryQueue.run(() => api.list(asked(query))));
    // Another filter may have been chosen in the meantime.
    if (generation !== this.#generation) {
      return;
    }
    // Tasks of the query before must not look like the result of this one.
    if (!page) {
      return this.set({ phase: 'failed', tasks: [], nextCursor: null });
    }
    this.#keepServerVersions(page.items);
    this.set({ tasks: page.items, nextCursor: page.nextCursor, phase: 'ready' });
  }

  /** Loads the next page; one at a time. */
  async loadMore(): Promise<void> {
    const { api, retryQueue, notifications } = this.#dependencies;
    const { nextCursor, query, loadingMore, phase } = this.state;
    if (nextCursor === null || loadingMore || phase !== 'ready') {
      return;
    }
    const generation = this.#generation;
    this.set({ loadingMore: true, moreFailed: false });
    const next = () => api.list({ ...asked(query), cursor: nextCursor });
    const page = await notifications.orShowError(retryQueue.run(next));
    if (generation !== this.#generation) {
      return;
    }
    this.set({ loadingMore: false, moreFailed: page === undefined });
    if (page) {
      this.#append(page);
    }
  }

  /** Changes what is searched for in the tasks that are loaded, and in those still to come. */
  search(search: string): void {
    this.set({ query: { ...this.state.query, search } });
  }

  /**
   * Brings the list up to date without a word, after the person was away: as many tasks as the API gives
   * at once, from the start. Errors are ignored: the next call shows them.
   */
  async refresh(): Promise<void> {
    const { api } = this.#dependencies;
    const { phase, query, tasks, nextCursor } = this.state;
    if (phase !== 'ready') {
      return;
    }
    const generation = this.#generation;
    const limit = Math.min(Math.max(pageSize, tasks.length), maxPageSize);
    const page = await api.list({ ...asked(query), limit }).catch(() => undefined);
    // What was done meanwhile is newer than the answer.
    if (!page || generation !== this.#generation || tasks !== this.state.tasks) {
      return;
    }
    this.#keepServerVersions(page.items);
    const all = tasks.length <= limit;
    this.set({
      tasks: all ? page.items : withPage(page.items, tasks.slice(limit)),
      nextCursor: all ? page.nextCursor : nextCursor,
    });
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

  /** Shows a task of another tab: one that is new to this list comes to its start. */
  applyOtherTab(task: Task): void {
    if (this.has(task.id)) {
      this.applyServerVersion(task);
    } else if (matchesQuery(task, this.state.query) && !this.#serverVersions.has(task.id)) {
      this.prepend(task);
    }
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
    if (version) {
      this.applyOptimistic(version);
    }
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

  #append(page: TaskPage): void {
    this.#keepServerVersions(page.items);
    this.set({ tasks: withPage(this.state.tasks, page.items), nextCursor: page.nextCursor });
  }

  #keepServerVersions(tasks: readonly Task[]): void {
    for (const task of tasks) {
      this.#serverVersions.set(task.id, task);
    }
  }
}

/** The query for the API, which does not search. */
const asked = ({ status, sort, search }: ListQuery) => ({
  sort,
  ...(status && { status }),
  limit: search.trim() === '' ? pageSize : maxPageSize,
});
