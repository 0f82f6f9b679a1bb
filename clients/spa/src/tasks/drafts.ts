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

interface KeptDraft extends Draft {
  readonly keptAt: number;
}

/** The form for a new task; one for a change has the name of the task's id. */
export const newTaskForm = 'new';

/**
 * What is being typed, kept for this tab and this person, so that a new sign-in or a reload loses
 * nothing. Signing out empties it.
 */
export class Drafts {
  readonly #prefix: string;

  constructor(
    person: string,
    private readonly storage: Storage = sessionStorage,
  ) {
    this.#prefix = `tasks.draft.${person}.`;
  }

  get(form: string): Draft | undefined {
    return this.#read(this.#prefix + form);
  }

  keep(form: string, draft: Draft): void {
    const kept: KeptDraft = { ...draft, keptAt: Date.now() };
    this.storage.setItem(this.#prefix + form, JSON.stringify(kept));
  }

  drop(form: string): void {
    this.storage.removeItem(this.#prefix + form);
  }

  /** The change that was typed at last. */
  lastChange(): VersionedTask | undefined {
    return Object.keys(this.storage)
      .filter((key) => key.startsWith(this.#prefix))
      .map((key) => this.#read(key))
      .filter((draft) => draft?.base !== undefined)
      .toSorted((one, other) => (other?.keptAt ?? 0) - (one?.keptAt ?? 0))[0]?.base;
  }

  #read(key: string): KeptDraft | undefined {
    const text = this.storage.getItem(key);
    if (text === null) return undefined;
    const kept = JSON.parse(text) as KeptDraft;
    return { ...kept, fields: { ...emptyFields, ...kept.fields } };
  }
}
