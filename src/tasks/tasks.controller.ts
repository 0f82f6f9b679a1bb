import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { CurrentCaller, ownerKey, RequireScopes, type Caller } from '../auth/index.js';
import { parseIfMatch } from './entity-tag.js';
import { parseIdempotencyKey } from './idempotency-key.js';
import { TaskIdPipe } from './task-id.pipe.js';
import {
  noQuerySchema,
  taskQuerySchema,
  type TaskPage,
  type TaskQuery,
} from './task-query.schema.js';
import { newTaskSchema, taskChangeSchema, type NewTask, type TaskChange } from './task.schema.js';
import {
  DocumentTaskChange,
  DocumentTaskCreation,
  DocumentTaskDeletion,
  DocumentTaskList,
  DocumentTaskRead,
} from './tasks.documentation.js';
import { TasksService, type VersionedTask } from './tasks.service.js';
import { VersionedTaskInterceptor } from './versioned-task.interceptor.js';

@Controller('tasks')
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Get()
  @RequireScopes('tasks.read')
  @DocumentTaskList()
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: taskQuerySchema }) query: TaskQuery,
  ): Promise<TaskPage> {
    return this.tasks.list(ownerKey(caller), query);
  }

  @Post()
  @RequireScopes('tasks.write')
  @UseInterceptors(VersionedTaskInterceptor)
  @DocumentTaskCreation()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newTaskSchema }) task: NewTask,
    @Headers('idempotency-key') key: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<VersionedTask> {
    return this.tasks.create(ownerKey(caller), task, parseIdempotencyKey(key));
  }

  @Get(':id')
  @RequireScopes('tasks.read')
  @UseInterceptors(VersionedTaskInterceptor)
  @DocumentTaskRead()
  find(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<VersionedTask> {
    return this.tasks.find(ownerKey(caller), id);
  }

  @Patch(':id')
  @RequireScopes('tasks.write')
  @UseInterceptors(VersionedTaskInterceptor)
  @DocumentTaskChange()
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Body({ schema: taskChangeSchema }) change: TaskChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<VersionedTask> {
    return this.tasks.change(ownerKey(caller), id, change, parseIfMatch(ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireScopes('tasks.write')
  @DocumentTaskDeletion()
  delete(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<void> {
    return this.tasks.delete(ownerKey(caller), id, parseIfMatch(ifMatch));
  }
}
