import { Module } from '@nestjs/common';
import { IdempotencyKeysCleaner } from './idempotency-keys.cleaner.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { TasksController } from './tasks.controller.js';
import { TasksRepository } from './tasks.repository.js';
import { TasksService } from './tasks.service.js';

/** The protected resource. */
@Module({
  controllers: [TasksController],
  providers: [TasksService, TasksRepository, IdempotencyKeysRepository, IdempotencyKeysCleaner],
})
export class TasksModule {}
