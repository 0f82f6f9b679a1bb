import { z } from 'zod';
import { dateTimeSchema, textSchema, timestampSchema, titleSchema } from '../rest/index.js';

/** The states of a task, in the order in which people go through them. */
export const taskStatuses = ['open', 'in_progress', 'done'] as const;

/** How far a task is. */
export type TaskStatus = (typeof taskStatuses)[number];

const title = titleSchema(200).meta({ examples: ['Book a room for the review'] });

const description = textSchema(4000)
  .nullable()
  .meta({ maxLength: 4000, examples: ['For eight people, with a screen.'] });

const status = z
  .enum(taskStatuses, `must be one of ${taskStatuses.join(', ')}`)
  .meta({ examples: ['open'] });

const dueAt = dateTimeSchema
  .nullable()
  .meta({ format: 'date-time', examples: ['2027-01-31T17:00:00.000Z'] });

/** The body of `POST /tasks`. */
export const newTaskSchema = z
  .strictObject(
    {
      title,
      description: description.default(null),
      status: status.default('open'),
      dueAt: dueAt.default(null),
    },
    'must be a JSON object',
  )
  .meta({ id: 'NewTask', description: 'A task to be added. Only the title is required.' });

/** The body of `PATCH /tasks/:id`. */
export const taskChangeSchema = z
  .strictObject(
    {
      title: title.optional(),
      description: description.optional(),
      status: status.optional(),
      dueAt: dueAt.optional(),
    },
    'must be a JSON object',
  )
  .refine((change) => Object.keys(change).length > 0, 'must change at least one property')
  .meta({
    id: 'TaskChange',
    minProperties: 1,
    description: 'What to change. Properties that are left out stay as they are.',
  });

/** A task as callers see it. */
export const taskSchema = z
  .object({
    id: z.uuid().meta({ examples: ['0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11'] }),
    title,
    description,
    status,
    dueAt,
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Task' });

/** A task to be added, with its defaults. */
export type NewTask = z.output<typeof newTaskSchema>;

/** What is to be changed. */
export type TaskChange = z.output<typeof taskChangeSchema>;

/** A task as callers see it. */
export type Task = z.output<typeof taskSchema>;
