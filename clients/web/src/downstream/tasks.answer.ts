import { z } from 'zod';

const labels: Readonly<Record<string, string>> = {
  open: 'Open',
  in_progress: 'In progress',
  done: 'Done',
};

const schema = z.object({
  items: z.array(
    z.object({
      title: z.string(),
      status: z.string().transform((status) => labels[status] ?? status),
      createdAt: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

/** What this client uses of the API's list of tasks. */
export type TaskList = z.output<typeof schema>;

/** Reads the API's answer; nothing where it is no list of tasks. */
export function readTaskList(body: unknown): TaskList | undefined {
  return schema.safeParse(body).data;
}
