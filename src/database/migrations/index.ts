import type { Migration, MigrationProvider } from 'kysely';
import { tasks } from './0001-tasks.js';

/** Every migration, in the order of the names. One that has been released is never changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-tasks': tasks,
};

/** Their names, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** Hands them to Kysely, which wants an object that it may change. */
export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations }),
};
