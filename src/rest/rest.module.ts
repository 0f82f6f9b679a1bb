import { Module } from '@nestjs/common';
import { IdempotencyKeysCleaner, IdempotencyKeysRepository } from './idempotency/index.js';

/** Providers that every resource needs; each resource's module imports it. */
@Module({
  providers: [IdempotencyKeysRepository, IdempotencyKeysCleaner],
  exports: [IdempotencyKeysRepository],
})
export class RestModule {}
