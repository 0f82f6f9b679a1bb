import type { Attempts } from '../api/attempts.js';
import type { Task, TasksApi } from '../api/tasks-api.js';
import { isA } from '../api/trouble.js';
import type { Message } from '../messages/message.js';
import { Notices } from '../messages/notices.js';
import { Deletions } from './deletions.js';
import { newTaskForm, type Drafts } from './drafts.js';
import { Editing } from './editing.js';
import { refusal, type Outcome } from './form/field-faults.js';
import { contentOf, statusNames, type TaskContent, type TaskFields } from './form/task-fields.js';
import { ShownTasks } from './shown-tasks.js';
import { fits, type ListQuery } from './task-list.js';

/** How long whoever leaves waits for what is still to be sent. */
const secondsToLeave = 3;

/** What a board works with. */
export interface BoardParts {
  readonly api: TasksApi;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly signIn: () => Promise<void>;
}

/** The tasks on the screen. Changes are shown at once, and taken back if the server refuses them. */
export class Board {
  readonly notices: Notices;
  readonly list: ShownTasks;
  readonly deletions: Deletions;
  readonly editing: Editing;
  readonly #statusBeforeDone = new Map<string, Task['status']>();

  constructor(private readonly parts: BoardParts) {
    this.notices = new Notices(parts.signIn);
    this.list = new ShownTasks({ ...parts, notices: this.notices });
    const shared = { ...parts, notices: this.notices, list: this.list };
    this.deletions = new Deletions(shared);
    this.editing = new Editing({ ...shared, addAgain: (...task) => this.#addAgain(...task) });
  }

  /** Loads the tasks, and goes on with a change that was being typed when the page was left. */
  async open(): Promise<void> {
    await this.list.load();
    if (this.list.state.phase === 'ready') await this.editing.reopen();
  }

  async load(query?: ListQuery): Promise<void> {
    this.notices.beginAnew();
    this.deletions.forgetBroughtBack();
    await this.list.load(query);
  }

  async add(fields: TaskFields): Promise<Outcome> {
    const { drafts } = this.parts;
    this.notices.beginAnew();
    // Kept with what was typed: whoever sends the same again after a lost answer adds it once.
    const key = drafts.get(newTaskForm)?.key ?? crypto.randomUUID();
    drafts.keep(newTaskForm, { fields, key });
    try {
      await this.#send(contentOf(fields), key);
      drafts.drop(newTaskForm);
      return { done: true };
    } catch (error) {
      return refusal(error, this.notices);
    }
  }

  /** Changes nothing but the status, so that it may be done to any version: no words get lost. */
  async setDone(task: Task, done: boolean): Promise<void> {
    const { api, attempts, drafts } = this.parts;
    const { id } = task;
    if (done) this.#statusBeforeDone.set(id, task.status);
    const status = done ? 'done' : (this.#statusBeforeDone.get(id) ?? 'open');
    this.notices.beginAnew();
    this.#show({ ...task, status });
    try {
      this.list.learn((await attempts.make(() => api.change(id, { status }))).task);
    } catch (error) {
      if (isA('gone', error)) {
        this.list.remove(id);
        drafts.drop(id);
      } else this.list.showAsTold(id);
      this.notices.tell(error);
    }
  }

  say(message: Message | undefined): void {
    if (message) this.notices.say(message);
  }

  /** Sends what the page already calls done, for a person who leaves; not for ever, if it cannot be. */
  async finish(): Promise<void> {
    const { attempts } = this.parts;
    this.deletions.send();
    const sent = attempts.make(() => Promise.resolve());
    let stopWatching = () => {};
    const inTrouble = new Promise<void>((resolve) => {
      stopWatching = attempts.watch(() => attempts.state.trouble && resolve());
    });
    const over = new Promise((resolve) => setTimeout(resolve, secondsToLeave * 1_000));
    await Promise.race([sent, inTrouble, over]);
    stopWatching();
  }

  /** Shows a task as it is going to be, and says so if that takes it off the screen. */
  #show(task: Task): void {
    const { query } = this.list.state;
    this.list.show(task);
    if (fits(task, query)) return;
    this.list.leave(task.id);
    const text = `is ${statusNames[task.status]} now, and so no longer in this list.`;
    this.notices.say({ tone: 'green', subject: task.title, text, stays: true });
  }

  async #send(content: TaskContent, key: string): Promise<void> {
    const { api, attempts } = this.parts;
    const task = await attempts.make(() => api.add(content, key));
    this.list.learnNew(task);
    const { query } = this.list.state;
    const elsewhere = `It is ${statusNames[task.status]}, and so not in this list.`;
    const text = `Your task was added.${fits(task, query) ? '' : ` ${elsewhere}`}`;
    this.notices.say({ tone: 'green', text });
  }

  async #addAgain(content: TaskContent, key: string): Promise<boolean> {
    try {
      await this.#send(content, key);
      return true;
    } catch (error) {
      this.notices.tell(error);
      return false;
    }
  }
}
