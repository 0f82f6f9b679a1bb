import { z } from 'zod';
import { decodeCursor, type PageCursor } from './page-cursor.js';

/** A query parameter. One that is given twice arrives as a list, which is no text. */
export const queryParameter = z.string('must be given once');

/** A query parameter that takes one of a few names. */
export function oneOfParameter<const Names extends readonly string[]>(names: Names) {
  return z.enum(names, {
    error: ({ input }) =>
      Array.isArray(input) ? 'must be given once' : `must be one of ${names.join(', ')}`,
  });
}

/** How many items a page holds at most. */
export function limitParameter(description: string) {
  return queryParameter
    .regex(/^(?:[1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .default('20')
    .transform(Number)
    .meta({
      documentedAs: { description, type: 'integer', minimum: 1, maximum: 100, default: 20 },
    });
}

/** Where a page starts; {@link resolveCursor} reads it. */
export const cursorParameter = queryParameter
  .optional()
  .meta({ description: 'The `nextCursor` of the page before, in the same order.' });

/** Whose items to list; only applications may say it. */
export function ownerParameter(description: string) {
  return queryParameter
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be an object id of the tenant')
    .optional()
    .meta({ description });
}

/** The query of routes that take no parameters. */
export const noQuerySchema = z.strictObject({});

interface UnresolvedQuery {
  readonly cursor?: string | undefined;
  readonly sort: string;
}

/**
 * Replaces the `cursor` of a query by the place that it stands for; for `transform` of the query's
 * schema.
 */
export function resolveCursor<Query extends UnresolvedQuery>(
  { cursor, ...query }: Query,
  context: z.RefinementCtx,
): Omit<Query, 'cursor'> & { readonly after?: PageCursor } {
  if (cursor === undefined) {
    return query;
  }
  const after = decodeCursor(cursor, query.sort);
  if (after) {
    return { ...query, after };
  }
  context.addIssue({
    code: 'custom',
    path: ['cursor'],
    message: 'must be the nextCursor of a page in the same order',
  });
  return z.NEVER;
}
