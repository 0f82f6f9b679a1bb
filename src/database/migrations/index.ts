import type { Migration } from 'kysely';
import { tasks } from './0001-tasks.js';

/** Every migration, in the order of the names. One that has been released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-tasks': tasks,
};
