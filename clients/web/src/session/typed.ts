import type { FastifyRequest } from 'fastify';

/** A form that could not be taken. */
export interface Typed {
  readonly title: string;
  /** With it the form stays the same attempt, in case the first one had been taken. */
  readonly key?: string | undefined;
}

/** Longer than any title. A session is no place for more. */
const longest = 1_000;

/**
 * Keeps what a person typed into a form of this client, so that it is there again after a sign-in: in
 * the session, since an address stays in histories and logs.
 *
 * @returns what was typed, to be shown
 */
export function keepTyped({ body, session }: FastifyRequest): string | undefined {
  const { title, key } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof title !== 'string' || title.trim() === '' || title.length > longest) return undefined;
  session.typed = { title, ...(typeof key === 'string' && key.length <= longest && { key }) };
  return title;
}

/** What was kept, for the form that shows it; once. */
export function takeTyped({ session }: FastifyRequest): Typed | undefined {
  const { typed } = session;
  delete session.typed;
  return typed;
}
