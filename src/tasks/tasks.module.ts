import { Module } from '@nestjs/common';
import { RestModule } from '../rest/index.js';
import { FinishedTasksController } from './finished-tasks.controller.js';
import { TasksController } from './tasks.controller.js';
import { TasksRepository } from './tasks.repository.js';
import { TasksService } from './tasks.service.js';

/** The protected resource. */
@Module({
  imports: [RestModule],
  controllers: [TasksController, FinishedTasksController],
  providers: [TasksService, TasksRepository],
})
export class TasksModule {}
