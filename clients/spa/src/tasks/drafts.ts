import type { VersionedTask } from '../api/tasks-api.js';
import { emptyFields, type TaskFields } from './form/task-fields.js';

/** What is being typed into a form. */
export interface Draft {
  readonly fields: TaskFields;
  /** Of a change: the version that it is made to, however long ago that one was read. */
  readonly base?: VersionedTask | undefined;
  /** Of a new task that has been sent: the same for every try. */
  readonly key?: string | undefined;
}

/** What is being typed into the form of a task that is there already. */
export type Change = Draft & { readonly base: VersionedTask };

/** The form for a new task; one for a change has the name of the task's id. */
export const newTaskForm = 'new';

/**
 * What is being typed, kept for this tab and this person, so that a new sign-in or a reload loses
 * nothing. Signing out empties it.
 */
export class Drafts {
  readonly #prefix: string;
  readonly #openForm: string;

  constructor(
    person: string,
    private readonly storage: Storage = sessionStorage,
  ) {
    this.#prefix = `tasks.draft.${person}.`;
    this.#openForm = `tasks.open-form.${person}`;
  }

  /** The form of a change that is on the screen; other changes may have been begun as well. */
  get openForm(): string | undefined {
    return this.storage.getItem(this.#openForm) ?? undefined;
  }

  set openForm(form: string | undefined) {
    if (form === undefined) this.storage.removeItem(this.#openForm);
    else this.storage.setItem(this.#openForm, form);
  }

  get(form: string): Draft | undefined {
    const text = this.storage.getItem(this.#prefix + form);
    if (text === null) return undefined;
    const kept = JSON.parse(text) as Draft;
    return { ...kept, fields: { ...emptyFields, ...kept.fields } };
  }

  change(form: string): Change | undefined {
    const draft = this.get(form);
    return draft?.base && { ...draft, base: draft.base };
  }

  keep(form: string, draft: Draft): void {
    this.storage.setItem(this.#prefix + form, JSON.stringify(draft));
  }

  drop(form: string): void {
    this.storage.removeItem(this.#prefix + form);
  }
}
