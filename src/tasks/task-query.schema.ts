import { z } from 'zod';
import { cursorFor, parseCursor, type Cursor } from './task-cursor.js';
import { taskSchema, taskStatuses } from './task.schema.js';

/** The orders in which tasks are listed; a minus turns one round. */
export const taskSorts = ['createdAt', '-createdAt', 'dueAt', '-dueAt'] as const;

/** An order of tasks; a minus turns it round. */
export type TaskSort = (typeof taskSorts)[number];

const limitMessage = 'must be a whole number from 1 to 100';

/** A parameter that is given twice arrives as a list, which is no text. */
const once = z.string('must be given once');

function oneOf<const T extends readonly string[]>(names: T) {
  return z.enum(names, {
    error: ({ input }) =>
      Array.isArray(input) ? 'must be given once' : `must be one of ${names.join(', ')}`,
  });
}

const limit = once
  .regex(/^(?:[1-9]\d?|100)$/, limitMessage)
  .default('20')
  .transform(Number)
  .meta({
    documentedAs: {
      description: 'How many tasks a page holds at most.',
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 20,
    },
  });

/** The query of `GET /tasks`. */
export const taskQuerySchema = z
  .strictObject({
    limit,
    cursor: once
      .optional()
      .meta({ description: 'The `nextCursor` of the page before, in the same order.' }),
    owner: once
      .regex(/^[\x21-\x7e]{1,255}$/, 'must be an object id of the tenant')
      .optional()
      .meta({
        description:
          'For applications only: whose tasks, by object id in the tenant of the application. Left out, its own.',
      }),
    status: oneOf(taskStatuses).optional().meta({ description: 'Only tasks in this state.' }),
    sort: oneOf(taskSorts)
      .default('-createdAt')
      .meta({ description: 'The order. Tasks without a due date come last, whichever way.' }),
  })
  .transform(({ cursor, ...query }, context): TaskQuery => {
    if (cursor === undefined) return query;
    const after = parseCursor(cursor, query.sort);
    if (after) return { ...query, after };
    context.addIssue({
      code: 'custom',
      path: ['cursor'],
      message: 'must be the nextCursor of a page in the same order',
    });
    return z.NEVER;
  });

/** What a list is asked for. */
export interface TaskQuery {
  readonly limit: number;
  readonly owner?: string | undefined;
  readonly status?: (typeof taskStatuses)[number] | undefined;
  readonly sort: TaskSort;
  readonly after?: Cursor;
}

/** One page of `GET /tasks`. */
export const taskPageSchema = z
  .object({
    items: z.array(taskSchema),
    nextCursor: z
      .string()
      .nullable()
      .meta({
        description: 'Where the next page starts; null on the last one.',
        examples: [cursorFor('-createdAt', 1790000000000, '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11')],
      }),
  })
  .meta({ id: 'TaskPage' });

/** A part of a list, and where the next one starts. */
export type TaskPage = z.output<typeof taskPageSchema>;

/** The query of routes that take no parameters. */
export const noQuerySchema = z.strictObject({});
