import { createHash } from 'node:crypto';

/**
 * Names one attempt to add a task: the same form with the same title is the same attempt, however
 * often it is sent, and whether or not its first answer arrived. With another title it is another
 * one, also where a browser goes back to an old form. Pure.
 *
 * @param formKey random, and the form's own
 */
export function idempotencyKeyOf(formKey: string, title: string): string {
  return createHash('sha256').update(`${formKey}\n${title}`).digest('base64url');
}
