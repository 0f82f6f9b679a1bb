import { Module } from '@nestjs/common';
import { IdempotencyKeysCleaner } from './idempotency/idempotency-keys.cleaner.js';
import { IdempotencyKeysRepository } from './idempotency/idempotency-keys.repository.js';

/** Providers that every resource needs; each resource's module imports it. */
@Module({
  providers: [IdempotencyKeysRepository, IdempotencyKeysCleaner],
  exports: [IdempotencyKeysRepository],
})
export class RestModule {}
