export { CompiledStatements } from './compiled-statements.js';
export { Database } from './database.js';
export { DatabaseSetupError } from './database.errors.js';
export { DatabaseModule } from './database.module.js';
export type { DatabaseOptions } from './database.options.js';
export type { ConnectionUsage } from './postgres.dialect.js';
export { inspectDatabase, type DatabaseState } from './inspect-database.js';
export * from './quotas/index.js';
