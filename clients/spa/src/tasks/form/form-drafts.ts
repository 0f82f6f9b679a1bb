import type { VersionedTask } from '../../api/index.js';
import { emptyFields, type TaskFields } from './task-fields.js';

/** The unsent content of a form. */
export interface FormDraft {
  readonly fields: TaskFields;
  /** Of a change: the version of the task that it was begun on. */
  readonly base?: VersionedTask | undefined;
  /** Of a new task that has been sent: the same for every retry. */
  readonly idempotencyKey?: string | undefined;
}

/** The unsent change of an existing task. */
export type ChangeDraft = FormDraft & { readonly base: VersionedTask };

/** Name of the form for a new task; the form of a change is named by the task's id. */
export const newTaskForm = 'new';

/**
 * Drafts of one person in this tab: a reload or a new sign-in loses nothing that was typed. Signing out
 * removes them.
 */
export class FormDrafts {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #openForm: string;

  /** @param accountId MSAL's id of the account, so that nobody sees the drafts of somebody else */
  constructor(accountId: string, storage: Storage = sessionStorage) {
    this.#storage = storage;
    this.#prefix = `tasks.form-draft.${accountId}.`;
    this.#openForm = `tasks.open-form.${accountId}`;
  }

  /** The form of a change that is on the screen; drafts of other changes may exist as well. */
  get openForm(): string | undefined {
    return this.#storage.getItem(this.#openForm) ?? undefined;
  }

  set openForm(form: string | undefined) {
    if (form === undefined) {
      this.#storage.removeItem(this.#openForm);
    } else {
      this.#storage.setItem(this.#openForm, form);
    }
  }

  get(form: string): FormDraft | undefined {
    const json = this.#storage.getItem(this.#prefix + form);
    if (json === null) {
      return undefined;
    }
    const draft = JSON.parse(json) as FormDraft;
    return { ...draft, fields: { ...emptyFields, ...draft.fields } };
  }

  getChange(form: string): ChangeDraft | undefined {
    const draft = this.get(form);
    return draft?.base && { ...draft, base: draft.base };
  }

  set(form: string, draft: FormDraft): void {
    this.#storage.setItem(this.#prefix + form, JSON.stringify(draft));
  }

  remove(form: string): void {
    this.#storage.removeItem(this.#prefix + form);
  }
}
