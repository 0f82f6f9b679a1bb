export { IdempotencyKeyReusedException, parseIdempotencyKey } from './idempotency-key.js';
export { IdempotencyKeysCleaner } from './idempotency-keys.cleaner.js';
export { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
export {
  idempotencyKeyQuota,
  idempotencyMigrations,
  type IdempotencyTables,
} from './idempotency.migrations.js';
