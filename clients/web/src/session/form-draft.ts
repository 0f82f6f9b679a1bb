import type { FastifyRequest } from 'fastify';

/** What a person typed into a form that could not be processed. */
export interface FormDraft {
  readonly title: string;
  /** The form's idempotency key: the same attempt must not add a second task. */
  readonly key?: string | undefined;
}

/** Longer than any title, and short enough for a cookie: browsers drop those over 4,096 bytes. */
const maxBytes = 2_000;

/**
 * Saves what a person typed into a form, so that it is there again after a sign-in. It is saved in an
 * encrypted cookie, because an address ends up in histories and logs.
 *
 * @returns what was typed, to be shown
 */
export function saveFormDraft({ body, flash }: FastifyRequest): string | undefined {
  const { title, key } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof title !== 'string' || title.trim() === '' || Buffer.byteLength(title) > maxBytes) {
    return undefined;
  }
  const validKey = typeof key === 'string' && key.length <= 100;
  flash.draft = { title, ...(validKey && { key }) };
  return title;
}

/** The saved draft, for the form that shows it; it is removed. */
export function takeFormDraft({ flash }: FastifyRequest): FormDraft | undefined {
  const { draft } = flash;
  delete flash.draft;
  return draft;
}
