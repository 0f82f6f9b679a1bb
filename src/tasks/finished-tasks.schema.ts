import { z } from 'zod';

/** What `DELETE /finished-tasks` has done. */
export const tasksDeletionSchema = z
  .object({
    deleted: z
      .int()
      .min(0)
      .meta({ description: 'How many tasks.', examples: [3] }),
  })
  .meta({ id: 'TasksDeletion' });

/** What `DELETE /finished-tasks` has done. */
export type TasksDeletion = z.output<typeof tasksDeletionSchema>;
