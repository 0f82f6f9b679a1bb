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
import { CurrentCaller, ownerKey, RequireAccess, type Caller } from '../auth/index.js';
import { InvalidInputException } from '../errors/index.js';
import { parseIfMatch } from './entity-tag.js';
import { parseIdempotencyKey } from './idempotency-key.js';
import { TaskIdPipe } from './task-id.pipe.js';
import { listedOwner, reachOf, readAccess, writeAccess } from './task-reach.js';
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

/** The routes of tasks: who may call them, what they take, and who answers. */
@Controller('tasks')
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Get()
  @RequireAccess(readAccess)
  @DocumentTaskList()
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: taskQuerySchema }) query: TaskQuery,
  ): Promise<TaskPage> {
    const owner = listedOwner(caller, query.owner);
    // To people, the parameter does not exist.
    if (owner === undefined) {
      throw new InvalidInputException([{ path: 'owner', message: 'is not known here' }]);
    }
    return this.tasks.list(owner, query);
  }

  @Post()
  @RequireAccess(writeAccess)
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
  @RequireAccess(readAccess)
  @UseInterceptors(VersionedTaskInterceptor)
  @DocumentTaskRead()
  find(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<VersionedTask> {
    return this.tasks.find(reachOf(caller, readAccess), id);
  }

  @Patch(':id')
  @RequireAccess(writeAccess)
  @UseInterceptors(VersionedTaskInterceptor)
  @DocumentTaskChange()
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Body({ schema: taskChangeSchema }) change: TaskChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<VersionedTask> {
    return this.tasks.change(reachOf(caller, writeAccess), id, change, parseIfMatch(ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireAccess(writeAccess)
  @DocumentTaskDeletion()
  delete(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<void> {
    return this.tasks.delete(reachOf(caller, writeAccess), id, parseIfMatch(ifMatch));
  }
}
