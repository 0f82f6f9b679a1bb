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

/** One page of `GET /tasks`. */
export const taskPageSchema = pageSchema(taskSchema, 'TaskPage');
