import { z } from 'zod';
import {
  cursorParameter,
  limitParameter,
  oneOfParameter,
  ownerParameter,
  pageSchema,
  resolveCursor,
} from '../rest/index.js';
import { taskSchema, taskStatuses } from './task.schema.js';

/** The orders in which tasks are listed; a minus reverses one. */
export const taskSorts = ['createdAt', '-createdAt', 'dueAt', '-dueAt'] as const;

/** An order of tasks; a minus reverses it. */
export type TaskSort = (typeof taskSorts)[number];

/** The query of `GET /tasks`. */
export const taskQuerySchema = z
  .strictObject({
    limit: limitParameter('How many tasks a page holds at most.'),
    cursor: cursorParameter,
    owner: ownerParameter(
      'For applications only: whose tasks, by object id in the tenant of the application. Left out, its own.',
    ),
    status: oneOfParameter(taskStatuses)
      .optional()
      .meta({ description: 'Only tasks in this state.' }),
    sort: oneOfParameter(taskSorts)
      .default('-createdAt')
      .meta({ description: 'The order. Tasks without a due date come last, whichever way.' }),
  })
  .transform((query, context) => resolveCursor(query, context));

/** What a list is asked for. */
export type TaskQuery = Readonly<z.output<typeof taskQuerySchema>>;

/** The query of `DELETE /tasks`. Required, so that a request without it deletes nothing. */
export const deletionQuerySchema = z.strictObject({
  status: oneOfParameter(['done']).meta({
    description: 'Only finished tasks are deleted at once.',
  }),
});

/** Which tasks are to be deleted. */
export type DeletionQuery = Readonly<z.output<typeof deletionQuerySchema>>;

/** What `DELETE /tasks` has done. */
export const deletionResultSchema = z
  .object({
    deleted: z
      .int()
      .min(0)
      .meta({ description: 'How many tasks.', examples: [3] }),
  })
  .meta({ id: 'TaskDeletion' });

/** What `DELETE /tasks` has done. */
export type DeletionResult = z.output<typeof deletionResultSchema>;

/** One page of `GET /tasks`. */
export const taskPageSchema = pageSchema(taskSchema, 'TaskPage');
