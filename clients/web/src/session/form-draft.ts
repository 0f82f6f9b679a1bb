import type { FastifyRequest } from 'fastify';

/** What a person typed into a form that could not be processed. */
export interface FormDraft {
  readonly title: string;
  /** The form's idempotency key: the same attempt must not add a second task. */
  readonly key?: string | undefined;
}

/** Longer than any title: the session must not store arbitrary amounts of text. */
const maxLength = 1_000;

/**
 * Saves what a person typed into a form, so that it is there again after a sign-in. It is saved in the
 * session, because an address ends up in histories and logs.
 *
 * @returns what was typed, to be shown
 */
export function saveFormDraft({ body, session }: FastifyRequest): string | undefined {
  const { title, key } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof title !== 'string' || title.trim() === '' || title.length > maxLength) {
    return undefined;
  }
  const validKey = typeof key === 'string' && key.length <= maxLength;
  session.draft = { title, ...(validKey && { key }) };
  return title;
}

/** The saved draft, for the form that shows it; it is removed from the session. */
export function takeFormDraft({ session }: FastifyRequest): FormDraft | undefined {
  const { draft } = session;
  delete session.draft;
  return draft;
}
