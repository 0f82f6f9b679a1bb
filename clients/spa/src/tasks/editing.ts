import type { Attempts } from '../api/attempts.js';
import type { Task, TasksApi, VersionedTask } from '../api/tasks-api.js';
import { isA, type Trouble } from '../api/trouble.js';
import type { Notices } from '../messages/notices.js';
import { Store } from '../store.js';
import type { Change, Drafts } from './drafts.js';
import { refusal, type Outcome } from './form/field-faults.js';
import { changesTo, contentOf, type TaskContent, type TaskFields } from './form/task-fields.js';
import type { ShownTasks } from './shown-tasks.js';

interface EditingState {
  /** The version that is being changed. */
  readonly base?: VersionedTask | undefined;
  /** What the server has, if that is another version. */
  readonly theirs?: VersionedTask | undefined;
}

interface EditingParts {
  readonly api: TasksApi;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly notices: Notices;
  readonly list: ShownTasks;
  /** @returns whether it was added */
  readonly addAgain: (content: TaskContent, key: string) => Promise<boolean>;
}

/** The change of one task, from its form to the server. */
export class Editing extends Store<EditingState> {
  constructor(private readonly parts: EditingParts) {
    super({});
  }

  /** Goes on with what was typed before, else starts from what the server has now. */
  async open({ id }: Task): Promise<void> {
    this.parts.notices.beginAnew();
    const base = this.parts.drafts.change(id)?.base ?? (await this.#latest(id));
    if (base) this.#show(base);
  }

  /** Goes on with the change whose form was open when the page was left. */
  async reopen(): Promise<void> {
    const { drafts, list } = this.parts;
    const change = drafts.change(drafts.openForm ?? '');
    if (!change) return;
    const { base } = change;
    if (list.has(base.task.id) || (await this.#latest(base.task.id, change))) this.#show(base);
  }

  /** Closes the form. What was typed can be had back for a while. */
  cancel(): void {
    const { base } = this.state;
    if (!base) return;
    const { task } = base;
    const change = this.parts.drafts.change(task.id);
    this.#close(base);
    if (!change || !isChange(change)) return;
    const undo = () => {
      unsay();
      this.parts.drafts.keep(task.id, change);
      this.#show(base);
    };
    const unsay = this.parts.notices.say({
      tone: 'green',
      subject: task.title,
      text: 'stays as it was.',
      action: { name: 'Undo', run: undo },
      stays: true,
    });
  }

  /** Sends what was changed, and only that: the rest stays as it is, whoever made it. */
  async save(fields: TaskFields): Promise<Outcome> {
    const { api, attempts, list, notices } = this.parts;
    const { base, theirs } = this.state;
    if (!base) return { done: true };
    const { task, tag } = theirs ?? base;
    const change = changesTo(contentOf(fields, base.task), task);
    notices.beginAnew();
    if (Object.keys(change).length === 0) {
      this.#close(base);
      return { done: true };
    }
    try {
      const saved = await attempts.make(() => api.change(task.id, change, tag));
      list.learn(saved.task);
      this.#close(base);
      notices.say({ tone: 'green', text: 'Your change was saved.' });
      return { done: true };
    } catch (error) {
      if (isA('gone', error)) this.#takeOff(task.id, error, { base, fields });
      else if (!isA('conflict', error)) return refusal(error, notices);
      else await this.#compare({ base, fields }, error);
      return { done: false };
    }
  }

  keepTheirs(): void {
    if (this.state.base) this.#close(this.state.base);
    this.parts.notices.say({ tone: 'green', text: 'The other version was kept.' });
  }

  /** Shows the form of a change. What was typed into the one before is kept, if that says anything. */
  #show(base: VersionedTask): void {
    const { drafts } = this.parts;
    const before = drafts.change(this.state.base?.task.id ?? '');
    if (before && !isChange(before)) drafts.drop(before.base.task.id);
    drafts.openForm = base.task.id;
    this.set({ base, theirs: undefined });
  }

  /** Forgets a change, and closes its form, unless that has made way for another one. */
  #close(base: VersionedTask): void {
    const { drafts, list } = this.parts;
    const { id } = base.task;
    drafts.drop(id);
    list.showAsTold(id);
    if (this.state.base?.task.id !== id) return;
    drafts.openForm = undefined;
    this.set({ base: undefined, theirs: undefined });
  }

  /** Shows what the server has beside what was typed, if that is still on the screen. */
  async #compare(change: Change, conflict: Trouble): Promise<void> {
    const { id } = change.base.task;
    const theirs = await this.#latest(id, change);
    if (!theirs) return;
    if (this.state.base?.task.id === id) this.set({ theirs });
    else this.parts.notices.tell(conflict);
  }

  /** @param change what was typed, for which there may be no task any more */
  async #latest(id: string, change?: Change): Promise<VersionedTask | undefined> {
    const { api, attempts, list, notices } = this.parts;
    try {
      const latest = await attempts.make(() => api.get(id));
      list.learn(latest.task);
      return latest;
    } catch (error) {
      if (isA('gone', error)) this.#takeOff(id, error, change);
      else notices.tell(error);
      return undefined;
    }
  }

  /** Takes off the screen what is no longer there, and offers what was typed as a new task. */
  #takeOff(id: string, { tone, message: text }: Trouble, change?: Change): void {
    const { addAgain, drafts, list, notices } = this.parts;
    list.remove(id);
    drafts.drop(id);
    if (!change) return void notices.say({ tone, text });
    this.#close(change.base);
    const content = contentOf(change.fields, change.base.task);
    const key = crypto.randomUUID();
    const run = () => void addAgain(content, key).then((added) => added && unsay());
    const unsay = notices.say({ tone, text, action: { name: 'Add it again', run }, stays: true });
  }
}

const isChange = ({ base, fields }: Change): boolean =>
  Object.keys(changesTo(contentOf(fields, base.task), base.task)).length > 0;
