import type { Resource } from '../rest/index.js';
import { taskScopes } from './task.access.js';
import { taskMigrations } from './tasks.migrations.js';
import { TasksModule } from './tasks.module.js';

/** Tasks, as the application takes them up. */
export const tasksResource: Resource = {
  tag: 'tasks',
  description: 'The protected resource.',
  scopes: taskScopes,
  migrations: taskMigrations,
  tables: ['task'],
  counted: 'tasks',
  module: TasksModule,
};
