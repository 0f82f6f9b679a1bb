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
import {
  noQuerySchema,
  ownerFilterFor,
  parseIdempotencyKey,
  parseIfMatch,
  requestedOwner,
  resourceIdPipe,
  VersionedInterceptor,
  type Page,
  type Versioned,
} from '../rest/index.js';
import { readAccess, writeAccess } from './task.access.js';
import { TaskNotFoundException } from './task.exceptions.js';
import { taskQuerySchema, type TaskQuery } from './task-list.schema.js';
import {
  newTaskSchema,
  taskChangeSchema,
  type NewTask,
  type Task,
  type TaskChange,
} from './task.schema.js';
import {
  DocumentTaskChange,
  DocumentTaskCreation,
  DocumentTaskDeletion,
  DocumentTaskList,
  DocumentTaskRead,
} from './tasks.documentation.js';
import { TasksService } from './tasks.service.js';

const TaskIdPipe = resourceIdPipe(TaskNotFoundException);

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
  ): Promise<Page<Task>> {
    const owner = requestedOwner(caller, readAccess, query.owner);
    // To people, the parameter does not exist.
    if (owner === undefined) {
      throw new InvalidInputException([{ path: 'owner', message: 'is not known here' }]);
    }
    return this.tasks.list(owner, query);
  }

  @Post()
  @RequireAccess(writeAccess)
  @UseInterceptors(VersionedInterceptor)
  @DocumentTaskCreation()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newTaskSchema }) task: NewTask,
    @Headers('idempotency-key') key: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<Versioned<Task>> {
    return this.tasks.create(ownerKey(caller), task, parseIdempotencyKey(key));
  }

  @Get(':id')
  @RequireAccess(readAccess)
  @UseInterceptors(VersionedInterceptor)
  @DocumentTaskRead()
  find(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<Versioned<Task>> {
    return this.tasks.find(ownerFilterFor(caller, readAccess), id);
  }

  @Patch(':id')
  @RequireAccess(writeAccess)
  @UseInterceptors(VersionedInterceptor)
  @DocumentTaskChange()
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Body({ schema: taskChangeSchema }) change: TaskChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<Versioned<Task>> {
    return this.tasks.change(
      ownerFilterFor(caller, writeAccess),
      id,
      change,
      parseIfMatch(ifMatch),
    );
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
    return this.tasks.delete(ownerFilterFor(caller, writeAccess), id, parseIfMatch(ifMatch));
  }
}
