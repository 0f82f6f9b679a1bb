import { idempotencyMigrations, type Resource } from './rest/index.js';
import { tasksResource } from './tasks/index.js';

/** What the API is called, and what it is for. */
export const api = {
  title: 'Tasks API',
  summary: 'Tasks of the person who is signed in.',
};

/** Every resource that the API serves. A new one is added here, and nowhere else. */
export const resources: readonly Resource[] = [tasksResource];

/** How the database is laid out. */
export const storage = {
  fileName: 'tasks.sqlite',
  migrations: Object.assign(
    {},
    idempotencyMigrations,
    ...resources.map(({ migrations }) => migrations),
  ) as Resource['migrations'],
};
