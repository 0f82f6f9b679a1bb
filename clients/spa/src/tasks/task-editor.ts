import {
  isApiError,
  type ApiError,
  type RetryQueue,
  type Task,
  type TasksApi,
  type VersionedTask,
} from '../api/index.js';
import type { NotificationStore } from '../notifications/index.js';
import { Store } from '../state/index.js';
import {
  changesTo,
  contentOf,
  failedSubmit,
  type ChangeDraft,
  type FormDrafts,
  type SubmitResult,
  type TaskContent,
  type TaskFields,
} from './form/index.js';
import type { TabSync } from './tab-sync.js';
import type { TaskListStore } from './task-list-store.js';

interface TaskEditorState {
  /** The version that is being changed. */
  readonly base?: VersionedTask | undefined;
  /** The API's version after a conflict. */
  readonly theirs?: VersionedTask | undefined;
}

interface TaskEditorDependencies {
  readonly api: TasksApi;
  readonly retryQueue: RetryQueue;
  readonly drafts: FormDrafts;
  readonly notifications: NotificationStore;
  readonly list: TaskListStore;
  readonly tabSync: TabSync;
  /** @returns whether the task was added */
  readonly addAgain: (content: TaskContent, idempotencyKey: string) => Promise<boolean>;
}

/** Changes one task at a time: opens its form, saves it, and handles conflicts. */
export class TaskEditor extends Store<TaskEditorState> {
  readonly #dependencies: TaskEditorDependencies;

  constructor(dependencies: TaskEditorDependencies) {
    super({});
    this.#dependencies = dependencies;
  }

  /** Opens the form with the draft of the task, else with the API's latest version. */
  async open({ id }: Task): Promise<void> {
    this.#dependencies.notifications.dismissTransient();
    const base = this.#dependencies.drafts.getChange(id)?.base ?? (await this.#fetchLatest(id));
    if (base) {
      this.#openForm(base);
    }
  }

  /** Opens the form that was open when the page was left. */
  async reopen(): Promise<void> {
    const { drafts, list } = this.#dependencies;
    const draft = drafts.getChange(drafts.openForm ?? '');
    if (!draft) {
      return;
    }
    const { base } = draft;
    const { id } = base.task;
    if (list.has(id) || (await this.#fetchLatest(id, draft))) {
      this.#openForm(base);
    }
  }

  /** Closes the form. For a while the draft can be restored. */
  cancel(): void {
    const { base } = this.state;
    if (!base) {
      return;
    }
    const { drafts, notifications } = this.#dependencies;
    const { task } = base;
    const draft = drafts.getChange(task.id);
    this.#closeForm(base);
    if (!draft || !hasChanges(draft)) {
      return;
    }
    const undo = () => {
      dismiss();
      drafts.set(task.id, draft);
      this.#openForm(base);
    };
    const dismiss = notifications.show({
      severity: 'success',
      subject: task.title,
      text: 'stays as it was.',
      action: { label: 'Undo', run: undo },
      persistent: true,
    });
  }

  /** Sends only the fields that were changed, so that changes of other clients to the rest are kept. */
  async save(fields: TaskFields): Promise<SubmitResult> {
    const { api, retryQueue, list, notifications, tabSync } = this.#dependencies;
    const { base, theirs } = this.state;
    if (!base) {
      return { done: true };
    }
    const { task, etag } = theirs ?? base;
    const changes = changesTo(contentOf(fields, base.task), task);
    notifications.dismissTransient();
    if (Object.keys(changes).length === 0) {
      this.#closeForm(base);
      return { done: true };
    }
    try {
      const saved = await retryQueue.run(() => api.change(task.id, changes, etag));
      list.applyServerVersion(saved.task);
      tabSync.publish({ kind: 'saved', task: saved.task });
      this.#closeForm(base);
      notifications.show({ severity: 'success', text: 'Your change was saved.' });
      return { done: true };
    } catch (error) {
      if (isApiError('not-found', error)) {
        this.#removeTask(task.id, error, { base, fields });
      } else if (!isApiError('conflict', error)) {
        return failedSubmit(error, notifications);
      } else {
        await this.#showConflict({ base, fields }, error);
      }
      return { done: false };
    }
  }

  keepTheirs(): void {
    if (this.state.base) {
      this.#closeForm(this.state.base);
    }
    this.#dependencies.notifications.show({
      severity: 'success',
      text: 'The other version was kept.',
    });
  }

  /** Shows the conflict early if the task of the open form has another version by now. */
  async checkForConflict(): Promise<void> {
    const { base, theirs } = this.state;
    if (!base) {
      return;
    }
    const { etag, task } = theirs ?? base;
    const { api } = this.#dependencies;
    const latest = await api.getIfChanged(task.id, etag).catch(() => undefined);
    if (latest && this.state.base === base) {
      this.set({ theirs: latest });
    }
  }

  /** Opens a form. The draft of the form that was open before is kept unless it changes nothing. */
  #openForm(base: VersionedTask): void {
    const { drafts } = this.#dependencies;
    const previous = drafts.getChange(this.state.base?.task.id ?? '');
    if (previous && !hasChanges(previous)) {
      drafts.remove(previous.base.task.id);
    }
    drafts.openForm = base.task.id;
    this.set({ base, theirs: undefined });
  }

  /** Removes the draft and closes its form, unless another form has been opened meanwhile. */
  #closeForm(base: VersionedTask): void {
    const { drafts, list } = this.#dependencies;
    const { id } = base.task;
    drafts.remove(id);
    list.rollBack(id);
    if (this.state.base?.task.id !== id) {
      return;
    }
    drafts.openForm = undefined;
    this.set({ base: undefined, theirs: undefined });
  }

  /** Shows the API's version beside the form, if that is still open. */
  async #showConflict(draft: ChangeDraft, conflict: ApiError): Promise<void> {
    const { id } = draft.base.task;
    const theirs = await this.#fetchLatest(id, draft);
    if (!theirs) {
      return;
    }
    if (this.state.base?.task.id === id) {
      this.set({ theirs });
    } else {
      this.#dependencies.notifications.showError(conflict);
    }
  }

  /** @param draft offered as a new task if the task was deleted elsewhere */
  async #fetchLatest(id: string, draft?: ChangeDraft): Promise<VersionedTask | undefined> {
    const { api, retryQueue, list, notifications } = this.#dependencies;
    try {
      const latest = await retryQueue.run(() => api.get(id));
      list.applyServerVersion(latest.task);
      return latest;
    } catch (error) {
      if (isApiError('not-found', error)) {
        this.#removeTask(id, error, draft);
      } else {
        notifications.showError(error);
      }
      return undefined;
    }
  }

  /** Removes a task that was deleted elsewhere, and offers its draft as a new task. */
  #removeTask(id: string, { severity, message: text }: ApiError, draft?: ChangeDraft): void {
    const { addAgain, drafts, list, notifications } = this.#dependencies;
    list.remove(id);
    drafts.remove(id);
    if (!draft) {
      return void notifications.show({ severity, text });
    }
    this.#closeForm(draft.base);
    const content = contentOf(draft.fields, draft.base.task);
    const idempotencyKey = crypto.randomUUID();
    const run = () => void addAgain(content, idempotencyKey).then((added) => added && dismiss());
    const action = { label: 'Add it again', run };
    const dismiss = notifications.show({ severity, text, action, persistent: true });
  }
}

const hasChanges = ({ base, fields }: ChangeDraft): boolean =>
  Object.keys(changesTo(contentOf(fields, base.task), base.task)).length > 0;
