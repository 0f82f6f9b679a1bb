import type { Attempts } from '../api/attempts.js';
import type { Task, TasksApi } from '../api/tasks-api.js';
import { isA } from '../api/trouble.js';
import { goodNewsSeconds, type Notices } from '../messages/notices.js';
import { Store } from '../store.js';
import type { Drafts } from './drafts.js';
import type { ShownTasks } from './shown-tasks.js';

interface DeletionsState {
  /** Tasks that are off the screen, whether the server knows yet or not. */
  readonly deleted: readonly string[];
  /** The task whose deletion was taken back: whoever did it goes on there. */
  readonly broughtBack?: string | undefined;
}

interface DeletionsParts {
  readonly api: TasksApi;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly notices: Notices;
  readonly list: ShownTasks;
}

interface Deletion {
  readonly task: Task;
  /** The version that the person meant. */
  readonly seen: Promise<Task>;
}

/**
 * Deletes after a while in which the person can take it back. Who deletes more meanwhile has that while
 * for all of them: one word brings all back.
 */
export class Deletions extends Store<DeletionsState> {
  #undoable: readonly Deletion[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsay = () => {};

  constructor(private readonly parts: DeletionsParts) {
    super({ deleted: [] });
  }

  delete(task: Task): void {
    const { attempts, list } = this.parts;
    const { deleted } = this.state;
    if (deleted.includes(task.id)) return;
    // After what was done to it before, which may not have been answered yet.
    const seen = attempts.make(() => Promise.resolve(list.told(task.id) ?? task));
    const undoable = [...this.#end(), { task, seen }];
    list.leave(task.id);
    this.set({ deleted: [...deleted, task.id], broughtBack: undefined });
    this.#undoable = undoable;
    this.#timer = setTimeout(() => this.send(), goodNewsSeconds * 1_000);
    const told =
      undoable.length === 1
        ? { subject: task.title, text: 'was deleted.' }
        : { text: `${undoable.length} tasks were deleted.` };
    const action = { name: 'Undo', run: () => this.#undo(), takesFocus: true };
    this.#unsay = this.parts.notices.say({ tone: 'green', ...told, action, stays: true });
  }

  /** Sends what could still be taken back. */
  send(): void {
    for (const deletion of this.#end()) void this.#deleteForGood(deletion);
  }

  /** Whoever took a deletion back has gone on. */
  forgetBroughtBack(): void {
    this.set({ broughtBack: undefined });
  }

  #undo(): void {
    const ids = this.#end().map(({ task }) => task.id);
    for (const id of ids) this.#show(id);
    this.set({ broughtBack: ids.at(-1) });
  }

  #end(): readonly Deletion[] {
    clearTimeout(this.#timer);
    this.#unsay();
    const ended = this.#undoable;
    this.#undoable = [];
    return ended;
  }

  async #deleteForGood({ task, seen }: Deletion): Promise<void> {
    const { api, attempts, drafts, list } = this.parts;
    try {
      await attempts.make(async () => api.delete(await seen));
      drafts.drop(task.id);
      list.remove(task.id);
    } catch (error) {
      if (isA('gone', error)) list.remove(task.id);
      else await this.#tellOfFailure(task, error);
    } finally {
      this.#show(task.id);
    }
  }

  async #tellOfFailure({ id, title }: Task, error: unknown): Promise<void> {
    const { api, attempts, list, notices } = this.parts;
    if (!isA('conflict', error)) return notices.tell(error);
    const theirs = await notices.orTell(attempts.make(() => api.get(id)));
    if (!theirs) return;
    list.learn(theirs.task);
    const text = 'was changed elsewhere in the meantime, and so not deleted.';
    notices.say({ tone: 'amber', subject: title, text, stays: true });
  }

  /** Shows a task again, if it is still in the list. */
  #show(id: string): void {
    this.parts.list.stay(id);
    this.set({ deleted: this.state.deleted.filter((one) => one !== id) });
  }
}
