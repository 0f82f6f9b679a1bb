import type { DocumentedScope } from '../openapi/index.js';
import type { ResourceAccess } from '../rest/index.js';

/** What a token must carry to read tasks. */
export const readAccess = {
  scopes: ['tasks.read'],
  appPermissions: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
} as const satisfies ResourceAccess;

/** What a token must carry to add, change and delete tasks. */
export const writeAccess = {
  scopes: ['tasks.write'],
  appPermissions: ['Tasks.ReadWrite.All'],
} as const satisfies ResourceAccess;

/** The scopes as people see them when they sign in on the documentation page. */
export const taskScopes: readonly DocumentedScope[] = [
  { name: 'tasks.read', description: 'Read your tasks' },
  { name: 'tasks.write', description: 'Add, change and delete your tasks' },
];
