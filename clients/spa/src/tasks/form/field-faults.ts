import { Trouble } from '../../api/trouble.js';
import type { Notices } from '../../messages/notices.js';
import type { TaskFields } from './task-fields.js';

/** What is wrong with fields, to be read after the name of the field. */
export type FieldFaults = Readonly<Partial<Record<keyof TaskFields, string>>>;

/** What became of a form that was sent. */
export interface Outcome {
  /** If not, the form keeps what was typed. */
  readonly done: boolean;
  readonly faults?: FieldFaults;
}

const fieldOfPath: Readonly<Record<string, keyof TaskFields>> = {
  title: 'title',
  description: 'description',
  dueAt: 'due',
  status: 'status',
};

/** What the server would refuse, so that it need not be asked. */
export function faultsIn({ title, description, due }: TaskFields): FieldFaults {
  return {
    ...(title.trim() === '' && { title: 'must not be empty' }),
    ...(characters(title.trim()) > 200 && { title: 'must have 200 characters at most' }),
    ...(characters(description) > 4_000 && { description: 'must have 4000 characters at most' }),
    ...(!/^(\d{4}-.*)?$/.test(due) && { due: 'must have a year of four digits' }),
  };
}

/** The faults that the server found, if each of them has a field. */
export function faultsOf({ faults }: Trouble): FieldFaults | undefined {
  const known = faults.every(({ path }) => path in fieldOfPath);
  if (faults.length === 0 || !known) return undefined;
  return Object.fromEntries(faults.map(({ path, message }) => [fieldOfPath[path], message]));
}

/** Tells of an answer that was not success: at the fields if it can be told there. */
export function refusal(error: unknown, notices: Notices): Outcome {
  const faults = error instanceof Trouble ? faultsOf(error) : undefined;
  if (faults) return { done: false, faults };
  notices.tell(error);
  return { done: false };
}

/** As the server counts: an emoji counts once, which `maxLength` of a field does not know. */
const characters = (text: string): number => Array.from(text).length;
