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
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, ownerKey, RequireAccess, type Caller } from '../auth/index.js';
import { InvalidInputException } from '../errors/index.js';
import {
  noQuerySchema,
  ownerFilterFor,
  parseIdempotencyKey,
  parseIfMatch,
  requestedOwner,
  resourceIdPipe,
  VersionedAnswers,
  type Page,
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
  constructor(
    private readonly tasks: TasksService,
    private readonly answers: VersionedAnswers,
  ) {}

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
  @DocumentTaskCreation()
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newTaskSchema }) task: NewTask,
    @Headers('idempotency-key') key: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Task> {
    const created = await this.tasks.create(ownerKey(caller), task, parseIdempotencyKey(key));
    return this.answers.to(request, reply, created);
  }

  @Get(':id')
  @RequireAccess(readAccess)
  @DocumentTaskRead()
  async find(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Query({ schema: noQuerySchema }) _query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Task> {
    const found = await this.tasks.find(ownerFilterFor(caller, readAccess), id);
    return this.answers.to(request, reply, found);
  }

  @Patch(':id')
  @RequireAccess(writeAccess)
  @DocumentTaskChange()
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id', TaskIdPipe) id: string,
    @Body({ schema: taskChangeSchema }) change: TaskChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Query({ schema: noQuerySchema }) _query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Task> {
    const filter = ownerFilterFor(caller, writeAccess);
    const changed = await this.tasks.change(filter, id, change, parseIfMatch(ifMatch));
    return this.answers.to(request, reply, changed);
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
