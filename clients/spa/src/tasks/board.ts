import type { Attempts } from '../api/attempts.js';
import type { Task, TaskQuery, TasksApi, VersionedTask } from '../api/tasks-api.js';
import { Trouble, type Tone } from '../api/trouble.js';
import { Store } from '../store.js';
import {
  taskOf,
  withoutTask,
  withPage,
  withTask,
  withTaskAt,
  type TaskFields,
} from './task-list.js';

/** How long a deletion can be taken back. */
const undoSeconds = 6;

/** A word to the person. */
export interface Message {
  readonly tone: Tone;
  readonly text: string;
  readonly action?: { readonly name: string; readonly run: () => void };
}

/** Two versions of a task that was changed in two places. */
export interface Conflict {
  readonly mine: TaskFields;
  readonly theirs: VersionedTask;
}

export interface BoardState {
  readonly tasks: readonly Task[];
  readonly nextCursor: string | null;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly query: Pick<TaskQuery, 'status' | 'sort'>;
  readonly message?: Message | undefined;
  readonly editing?: VersionedTask | undefined;
  readonly conflict?: Conflict | undefined;
}

/** The tasks on the screen. Changes are shown at once, and taken back if the server refuses them. */
export class Board extends Store<BoardState> {
  #deletion: (() => void) | undefined;

  constructor(
    private readonly api: TasksApi,
    private readonly attempts: Attempts,
    private readonly signIn: () => void,
  ) {
    super({ tasks: [], nextCursor: null, phase: 'loading', query: { sort: '-createdAt' } });
  }

  async load(query = this.state.query): Promise<void> {
    this.#deletion?.();
    this.set({ query, phase: 'loading' });
    const page = await this.#attempt(() => this.api.list(query));
    // Another filter may have been chosen in the meantime.
    if (query !== this.state.query) return;
    if (page) this.set({ tasks: page.items, nextCursor: page.nextCursor, phase: 'ready' });
    else this.set({ phase: 'failed' });
  }

  async loadMore(): Promise<void> {
    const { nextCursor, query, tasks } = this.state;
    if (nextCursor === null) return;
    const page = await this.#attempt(() => this.api.list({ ...query, cursor: nextCursor }));
    if (page) this.set({ tasks: withPage(tasks, page.items), nextCursor: page.nextCursor });
  }

  /** @returns whether it was added; if not, the form keeps what was typed */
  async add(fields: TaskFields): Promise<boolean> {
    const key = crypto.randomUUID();
    const task = await this.#attempt(() =>
      this.api.add({ ...taskOf(fields), status: 'open' }, key),
    );
    if (!task) return false;
    this.set({ tasks: [task, ...this.state.tasks] });
    this.say({ tone: 'green', text: 'Your task was added.' });
    return true;
  }

  async setDone(task: Task, done: boolean): Promise<void> {
    const status = done ? 'done' : 'open';
    this.set({ tasks: withTask(this.state.tasks, { ...task, status }), message: undefined });
    const changed = await this.#attempt(() => this.api.change(task.id, { status }));
    this.set({ tasks: withTask(this.state.tasks, changed?.task ?? task) });
  }

  /** Starts from what the server has now. */
  async edit({ id }: Task): Promise<void> {
    const editing = await this.#attempt(() => this.api.get(id));
    if (editing) this.set({ editing, tasks: withTask(this.state.tasks, editing.task) });
  }

  stopEditing(): void {
    this.set({ editing: undefined, conflict: undefined });
  }

  /** @returns whether it was saved; if not, the form keeps what was typed */
  async save(fields: TaskFields, { task, tag }: VersionedTask): Promise<boolean> {
    const before = this.state.tasks.find(({ id }) => id === task.id) ?? task;
    const change = taskOf(fields);
    this.set({ tasks: withTask(this.state.tasks, { ...before, ...change }) });
    try {
      const saved = await this.attempts.make(() => this.api.change(task.id, change, tag));
      this.set({ tasks: withTask(this.state.tasks, saved.task) });
      this.stopEditing();
      this.say({ tone: 'green', text: 'Your change was saved.' });
      return true;
    } catch (error) {
      this.set({ tasks: withTask(this.state.tasks, before) });
      if (error instanceof Trouble && error.kind === 'conflict')
        await this.#compare(task.id, fields);
      else this.#tell(error);
      return false;
    }
  }

  takeTheirs(): void {
    this.stopEditing();
    this.say({ tone: 'green', text: 'The other version was kept.' });
  }

  /** Deletes after a while in which the person can take it back. */
  delete(task: Task): void {
    this.#deletion?.();
    const place = this.state.tasks.indexOf(task);
    const putBack = () => this.set({ tasks: withTaskAt(this.state.tasks, task, place) });
    const end = () => {
      clearTimeout(timer);
      this.#deletion = undefined;
      this.set({ message: undefined });
    };
    const timer = setTimeout(() => this.#deletion?.(), undoSeconds * 1_000);
    this.#deletion = () => {
      end();
      void this.#deleteForGood(task, putBack);
    };
    const undo = () => {
      end();
      putBack();
    };
    this.set({ tasks: withoutTask(this.state.tasks, task.id) });
    const text = `“${task.title}” was deleted.`;
    this.say({ tone: 'green', text, action: { name: 'Undo', run: undo } });
  }

  say(message: Message | undefined): void {
    this.set({ message });
  }

  async #deleteForGood({ id }: Task, putBack: () => void): Promise<void> {
    try {
      await this.attempts.make(() => this.api.delete(id));
    } catch (error) {
      if (error instanceof Trouble && error.kind === 'gone') return;
      putBack();
      this.#tell(error);
    }
  }

  async #compare(id: string, mine: TaskFields): Promise<void> {
    const theirs = await this.#attempt(() => this.api.get(id));
    if (!theirs) return;
    this.set({ conflict: { mine, theirs }, tasks: withTask(this.state.tasks, theirs.task) });
  }

  async #attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.attempts.make(call);
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  #tell(error: unknown): void {
    if (!(error instanceof Trouble)) throw error;
    const action = { name: 'Sign in', run: this.signIn };
    this.say({
      tone: error.tone,
      text: error.message,
      ...(error.kind === 'sign-in' && { action }),
    });
  }
}
