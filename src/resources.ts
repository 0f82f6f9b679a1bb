import { quotaMigrations, type Quota } from './database/index.js';
import {
  idempotencyKeyQuota,
  idempotencyMigrations,
  restGuide,
  type Resource,
} from './rest/index.js';
import { tasksResource } from './tasks/index.js';

/** What the API is called, what it is for, and what to know before the first call. */
export const api = {
  name: 'tasks-api',
  title: 'Tasks API',
  summary: 'Tasks of the person who is signed in.',
  guide: restGuide('task'),
};

/** Every resource that the API serves. A new one is added here, and nowhere else. */
export const resources: readonly Resource[] = [tasksResource];

/** How the database is laid out. */
export const storage = {
  fileName: 'tasks.sqlite',
  migrations: Object.assign(
    {},
    quotaMigrations,
    idempotencyMigrations,
    ...resources.map(({ migrations }) => migrations),
  ) as Resource['migrations'],
};

/** Of the texts that one owner stores in one resource, in bytes: 5 kB for each of 10,000 tasks. */
const maxBytesPerOwner = 50_000_000;

/**
 * What one owner may store.
 *
 * @param maxItems of each resource; 0 means no bound, neither in number nor in bytes
 */
export function quotasPerOwner(maxItems: number): readonly Quota[] {
  const bound = maxItems === 0 ? {} : { maxItems, maxBytes: maxBytesPerOwner };
  return [
    ...resources.flatMap(({ counted }) => (counted === undefined ? [] : [{ counted, ...bound }])),
    idempotencyKeyQuota,
  ];
}
