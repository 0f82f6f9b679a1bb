import type { Attempts } from '../api/attempts.js';
import type { Task, TasksApi } from '../api/tasks-api.js';
import type { Notices } from '../messages/notices.js';
import { Store } from '../store.js';
import { withFirst, withoutTask, withPage, withTask, type ListQuery } from './task-list.js';

/** Longer than a double click: its second half is not to hit the task that moves up. */
const milliseconds = 600;

interface ShownTasksState {
  readonly tasks: readonly Task[];
  readonly nextCursor: string | null;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly query: ListQuery;
  /** Tasks that leave the screen: their place closes a little later. */
  readonly leaving: readonly string[];
}

interface ShownTasksParts {
  readonly api: TasksApi;
  readonly attempts: Attempts;
  readonly notices: Notices;
}

/** The tasks that the server listed, with what has been done to them since. */
export class ShownTasks extends Store<ShownTasksState> {
  /** What the server last said of each task, whatever is shown meanwhile. */
  readonly #told = new Map<string, Task>();

  constructor(private readonly parts: ShownTasksParts) {
    const query = { sort: '-createdAt' } as const;
    super({ tasks: [], nextCursor: null, phase: 'loading', query, leaving: [] });
  }

  async load(query = this.state.query): Promise<void> {
    const { api, attempts, notices } = this.parts;
    this.set({ query, phase: 'loading' });
    const page = await notices.orTell(attempts.make(() => api.list(query)));
    // Another filter may have been chosen in the meantime.
    if (query !== this.state.query) return;
    // What was listed before is no answer to what was asked for.
    if (!page) return this.set({ phase: 'failed', tasks: [], nextCursor: null });
    this.#note(page.items);
    this.set({ tasks: page.items, nextCursor: page.nextCursor, phase: 'ready' });
  }

  async loadMore(): Promise<void> {
    const { api, attempts, notices } = this.parts;
    const { nextCursor, query } = this.state;
    if (nextCursor === null) return;
    const next = () => api.list({ ...query, cursor: nextCursor });
    const page = await notices.orTell(attempts.make(next));
    if (!page || query !== this.state.query) return;
    this.#note(page.items);
    this.set({ tasks: withPage(this.state.tasks, page.items), nextCursor: page.nextCursor });
  }

  has(id: string): boolean {
    return this.state.tasks.some((task) => task.id === id);
  }

  told(id: string): Task | undefined {
    return this.#told.get(id);
  }

  /** Shows a task as the server has it. */
  learn(task: Task): void {
    this.#note([task]);
    this.show(task);
  }

  /** Shows a new task at the head, where whoever added it looks. */
  learnNew(task: Task): void {
    this.#note([task]);
    this.set({ tasks: withFirst(this.state.tasks, task) });
  }

  /** Shows a task as it is going to be. */
  show(task: Task): void {
    this.set({ tasks: withTask(this.state.tasks, task) });
  }

  showAsTold(id: string): void {
    const told = this.#told.get(id);
    if (told) this.show(told);
  }

  /** Keeps the place of a task that leaves the screen for a moment. */
  leave(id: string): void {
    this.set({ leaving: [...this.state.leaving, id] });
    setTimeout(() => this.stay(id), milliseconds);
  }

  stay(id: string): void {
    this.set({ leaving: this.state.leaving.filter((one) => one !== id) });
  }

  remove(id: string): void {
    this.set({ tasks: withoutTask(this.state.tasks, id) });
  }

  #note(tasks: readonly Task[]): void {
    for (const task of tasks) this.#told.set(task.id, task);
  }
}
