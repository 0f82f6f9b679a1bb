import { emptyFields, type TaskFields } from './task-list.js';

/**
 * What is being typed, kept for this tab and this person, so that a new sign-in or a reload loses
 * nothing. Signing out empties it.
 */
export class Drafts {
  constructor(private readonly person: string) {}

  get(form: string): TaskFields | undefined {
    const kept = sessionStorage.getItem(this.#key(form));
    return kept === null ? undefined : { ...emptyFields, ...(JSON.parse(kept) as TaskFields) };
  }

  keep(form: string, fields: TaskFields): void {
    sessionStorage.setItem(this.#key(form), JSON.stringify(fields));
  }

  drop(form: string): void {
    sessionStorage.removeItem(this.#key(form));
  }

  #key(form: string): string {
    return `tasks.draft.${this.person}.${form}`;
  }
}
