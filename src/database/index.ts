export { Database } from './database.js';
export { DatabaseRefusedError } from './database-refused.error.js';
export { DatabaseModule } from './database.module.js';
export type { DatabaseOptions } from './database.options.js';
export { inspectDatabase, type DatabaseState } from './inspect-database.js';
