import { Module } from '@nestjs/common';
import { VersionedAnswers } from './conditional-requests/index.js';
import { IdempotencyKeysCleaner, IdempotencyKeysRepository } from './idempotency/index.js';

/** Providers that every resource needs; each resource's module imports it. */
@Module({
  providers: [IdempotencyKeysRepository, IdempotencyKeysCleaner, VersionedAnswers],
  exports: [IdempotencyKeysRepository, VersionedAnswers],
})
export class RestModule {}
