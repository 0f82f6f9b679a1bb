import type { Attempts } from '../api/attempts.js';
import type { Task, TasksApi } from '../api/tasks-api.js';
import { Trouble, type TroubleKind } from '../api/trouble.js';
import { signInUnreachable, type Message } from '../messages/message.js';
import { Store } from '../store.js';
import type { BoardState } from './board-state.js';
import { newTaskForm, type Drafts } from './drafts.js';
import { faultsOf, type Outcome } from './form/field-faults.js';
import { changesTo, contentOf, type TaskFields } from './form/task-fields.js';
import { withFirst, withoutTask, withPage, withTask, withTaskAt } from './task-list.js';

/** How long a deletion can be taken back, and how long good news is shown. */
const undoSeconds = 6;
const goodNewsSeconds = 6;

/** What a board works with. */
export interface BoardParts {
  readonly api: TasksApi;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly signIn: () => Promise<void>;
}

/** The tasks on the screen. Changes are shown at once, and taken back if the server refuses them. */
export class Board extends Store<BoardState> {
  /** What the server last said of each task, whatever is shown meanwhile. */
  readonly #told = new Map<string, Task>();
  readonly #statusBeforeDone = new Map<string, Task['status']>();
  #deletion: (() => void) | undefined;
  #goodNews: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: BoardParts) {
    super({ tasks: [], nextCursor: null, phase: 'loading', query: { sort: '-createdAt' } });
  }

  /** Loads the tasks, and goes on with a change that was being typed when the page was left. */
  async open(): Promise<void> {
    await this.load();
    const editing = this.parts.drafts.lastChange();
    if (!editing || this.state.phase !== 'ready') return;
    const { tasks } = this.state;
    const shown = tasks.some(({ id }) => id === editing.task.id);
    this.set({ editing, tasks: shown ? tasks : withFirst(tasks, editing.task) });
  }

  async load(query = this.state.query): Promise<void> {
    this.#deletion?.();
    this.set({ query, phase: 'loading', broughtBack: undefined });
    const page = await this.#attempt(() => this.parts.api.list(query));
    // Another filter may have been chosen in the meantime.
    if (query !== this.state.query) return;
    if (!page) return this.set({ phase: 'failed' });
    this.#note(page.items);
    this.set({ tasks: page.items, nextCursor: page.nextCursor, phase: 'ready' });
  }

  async loadMore(): Promise<void> {
    const { nextCursor, query } = this.state;
    if (nextCursor === null) return;
    const page = await this.#attempt(() => this.parts.api.list({ ...query, cursor: nextCursor }));
    if (!page || query !== this.state.query) return;
    this.#note(page.items);
    this.set({ tasks: withPage(this.state.tasks, page.items), nextCursor: page.nextCursor });
  }

  async add(fields: TaskFields): Promise<Outcome> {
    const { api, attempts, drafts } = this.parts;
    this.#beginAnew();
    // Kept with what was typed: whoever sends the same again after a lost answer adds it once.
    const key = drafts.get(newTaskForm)?.key ?? crypto.randomUUID();
    drafts.keep(newTaskForm, { fields, key });
    try {
      const task = await attempts.make(() => api.add(contentOf(fields), key));
      drafts.drop(newTaskForm);
      this.#note([task]);
      this.set({ tasks: withFirst(this.state.tasks, task) });
      this.say({ tone: 'green', text: 'Your task was added.' });
      return { done: true };
    } catch (error) {
      return this.#refused(error);
    }
  }

  /** Changes nothing but the status, so that it may be done to any version: no words get lost. */
  async setDone(task: Task, done: boolean): Promise<void> {
    const { id } = task;
    if (done) this.#statusBeforeDone.set(id, task.status);
    const status = done ? 'done' : (this.#statusBeforeDone.get(id) ?? 'open');
    this.#beginAnew();
    this.set({ tasks: withTask(this.state.tasks, { ...task, status }) });
    try {
      const changed = await this.parts.attempts.make(() => this.parts.api.change(id, { status }));
      this.#note([changed.task]);
    } catch (error) {
      if (isA('gone', error)) this.set({ tasks: withoutTask(this.state.tasks, id) });
      this.#tell(error);
    } finally {
      this.#showAsTold(id);
    }
  }

  /** Goes on with what was typed before, else starts from what the server has now. */
  async edit({ id }: Task): Promise<void> {
    this.#beginAnew();
    const begun = this.parts.drafts.get(id)?.base;
    const editing = begun ?? (await this.#attempt(() => this.parts.api.get(id)));
    if (!editing) return;
    if (!begun) this.#note([editing.task]);
    this.set({ editing, theirs: undefined });
    this.#showAsTold(id);
  }

  /** Closes the form, and forgets what was typed. */
  stopEditing(): void {
    const { editing } = this.state;
    if (editing) this.parts.drafts.drop(editing.task.id);
    this.set({ editing: undefined, theirs: undefined });
  }

  /** Sends what was changed, and only that: the rest stays as it is, whoever made it. */
  async save(fields: TaskFields): Promise<Outcome> {
    const { editing, theirs } = this.state;
    if (!editing) return { done: true };
    const { task, tag } = theirs ?? editing;
    const change = changesTo(contentOf(fields, editing.task), task);
    this.#beginAnew();
    if (Object.keys(change).length === 0) {
      this.stopEditing();
      return { done: true };
    }
    try {
      const { api, attempts } = this.parts;
      const saved = await attempts.make(() => api.change(task.id, change, tag));
      this.#note([saved.task]);
      this.stopEditing();
      this.say({ tone: 'green', text: 'Your change was saved.' });
      return { done: true };
    } catch (error) {
      if (!isA('conflict', error)) return this.#refused(error);
      await this.#compare(task.id);
      return { done: false };
    } finally {
      this.#showAsTold(task.id);
    }
  }

  keepTheirs(): void {
    this.stopEditing();
    this.say({ tone: 'green', text: 'The other version was kept.' });
  }

  /** Deletes after a while in which the person can take it back. */
  delete(task: Task): void {
    this.#deletion?.();
    const place = this.state.tasks.indexOf(task);
    const putBack = () => {
      const told = this.#told.get(task.id) ?? task;
      this.set({ tasks: withTaskAt(this.state.tasks, told, place) });
    };
    const end = () => {
      clearTimeout(timer);
      this.#deletion = undefined;
      this.say(undefined);
    };
    const timer = setTimeout(() => this.#deletion?.(), undoSeconds * 1_000);
    this.#deletion = () => {
      end();
      void this.#deleteForGood(task, putBack);
    };
    const undo = () => {
      end();
      this.set({ broughtBack: task.id });
      putBack();
    };
    this.set({ tasks: withoutTask(this.state.tasks, task.id), broughtBack: undefined });
    const text = `“${task.title}” was deleted.`;
    this.say({ tone: 'green', text, action: { name: 'Undo', run: undo, takesFocus: true } });
  }

  say(message: Message | undefined): void {
    clearTimeout(this.#goodNews);
    this.set({ message });
    if (message?.tone !== 'green' || message.action) return;
    this.#goodNews = setTimeout(() => this.say(undefined), goodNewsSeconds * 1_000);
  }

  async #deleteForGood(task: Task, putBack: () => void): Promise<void> {
    const { api, attempts } = this.parts;
    try {
      await attempts.make(() => api.delete(this.#told.get(task.id) ?? task));
      this.parts.drafts.drop(task.id);
    } catch (error) {
      if (isA('gone', error)) return;
      const theirs = isA('conflict', error) && (await this.#attempt(() => api.get(task.id)));
      if (theirs) this.#note([theirs.task]);
      putBack();
      if (!theirs) return this.#tell(error);
      const text = `“${task.title}” was changed elsewhere in the meantime, and so not deleted.`;
      this.say({ tone: 'amber', text });
    }
  }

  async #compare(id: string): Promise<void> {
    const theirs = await this.#attempt(() => this.parts.api.get(id));
    if (!theirs) return;
    this.#note([theirs.task]);
    this.set({ theirs });
  }

  /** Faults that have a field are told there. */
  #refused(error: unknown): Outcome {
    const faults = error instanceof Trouble ? faultsOf(error) : undefined;
    if (faults) return { done: false, faults };
    this.#tell(error);
    return { done: false };
  }

  /** What was said of the last thing done is over, unless it can still be taken back. */
  #beginAnew(): void {
    if (!this.#deletion) this.say(undefined);
  }

  #note(tasks: readonly Task[]): void {
    for (const task of tasks) this.#told.set(task.id, task);
  }

  #showAsTold(id: string): void {
    const told = this.#told.get(id);
    if (told) this.set({ tasks: withTask(this.state.tasks, told) });
  }

  async #attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.parts.attempts.make(call);
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  #tell(trouble: unknown): void {
    if (!(trouble instanceof Trouble)) throw trouble;
    const signIn = () => void this.parts.signIn().catch(() => this.say(signInUnreachable));
    const action = { name: 'Sign in', run: signIn };
    this.say({
      tone: trouble.tone,
      text: trouble.message,
      ...(trouble.kind === 'sign-in' && { action }),
    });
  }
}

const isA = (kind: TroubleKind, error: unknown): boolean =>
  error instanceof Trouble && error.kind === kind;
