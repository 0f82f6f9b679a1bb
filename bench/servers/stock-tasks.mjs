import { join } from 'node:path';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Patch,
  Post,
  Req,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import * as classTransformer from 'class-transformer';
import * as classValidator from 'class-validator';
import { EntitySchema } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { decorate, decorateParameters, decorateProperties } from '../support/nest.mjs';
import { ownerPrefix } from '../support/provider.mjs';
import { StockGuard, stockStrategy } from '../support/stock-chain.mjs';

const { IsDateString, IsIn, IsOptional, IsString, MaxLength } = classValidator;

const statuses = ['open', 'in_progress', 'done'];

class NewTask {}
decorateProperties(NewTask, {
  title: [IsString(), MaxLength(200)],
  description: [IsOptional(), IsString(), MaxLength(4000)],
  status: [IsOptional(), IsIn(statuses)],
  dueAt: [IsOptional(), IsDateString()],
});

class TaskChange {}
decorateProperties(TaskChange, {
  title: [IsOptional(), IsString(), MaxLength(200)],
  description: [IsOptional(), IsString(), MaxLength(4000)],
  status: [IsOptional(), IsIn(statuses)],
  dueAt: [IsOptional(), IsDateString()],
});

/** Times are stored as the API stores them. */
const time = (name, more) => ({
  name,
  type: 'bigint',
  transformer: {
    to: (date) => date && date.getTime(),
    from: (milliseconds) => milliseconds && new Date(Number(milliseconds)),
  },
  ...more,
});

class Task {}
const taskEntity = new EntitySchema({
  name: 'Task',
  tableName: 'task',
  target: Task,
  columns: {
    id: { type: 'varchar', primary: true },
    owner: { type: 'varchar', select: false },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    status: { type: 'varchar' },
    dueAt: time('due_at', { nullable: true }),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
  },
});

class TasksService {
  constructor(repository) {
    this.repository = repository;
  }

  list(owner) {
    return this.repository.find({
      where: { owner },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 20,
    });
  }

  async find(owner, id) {
    const task = await this.repository.findOneBy({ id, owner });
    if (!task) {
      throw new NotFoundException();
    }
    return task;
  }

  async create(owner, fields) {
    const now = new Date();
    const task = this.repository.create({
      description: null,
      dueAt: null,
      status: 'open',
      ...fields,
      id: uuidv7(),
      owner,
      createdAt: now,
      updatedAt: now,
    });
    // `save` would look for the id first.
    await this.repository.insert(task);
    const { owner: _, ...created } = task;
    return created;
  }

  async change(owner, id, fields) {
    const task = await this.find(owner, id);
    Object.assign(task, fields, { updatedAt: new Date() });
    return this.repository.save(task);
  }

  async delete(owner, id) {
    const { affected } = await this.repository.delete({ id, owner });
    if (affected === 0) {
      throw new NotFoundException();
    }
  }
}
decorate(TasksService, [Injectable()]);

const ownerOf = ({ user }) => ownerPrefix + user.subject;

class TasksController {
  constructor(tasks) {
    this.tasks = tasks;
  }

  list(request) {
    return this.tasks.list(ownerOf(request));
  }

  create(request, body) {
    return this.tasks.create(ownerOf(request), body);
  }

  find(request, id) {
    return this.tasks.find(ownerOf(request), id);
  }

  change(request, id, body) {
    return this.tasks.change(ownerOf(request), id, body);
  }

  delete(request, id) {
    return this.tasks.delete(ownerOf(request), id);
  }
}
decorateParameters(TasksController, {
  list: [[Req()]],
  create: [[Req()], [Body(), NewTask]],
  find: [[Req()], [Param('id')]],
  change: [[Req()], [Param('id')], [Body(), TaskChange]],
  delete: [[Req()], [Param('id')]],
});
decorate(TasksController, [Controller('tasks'), UseGuards(StockGuard)], {
  list: [Get()],
  create: [Post()],
  find: [Get(':id')],
  change: [Patch(':id')],
  delete: [Delete(':id'), HttpCode(204)],
});
Reflect.defineMetadata('design:paramtypes', [TasksService], TasksController);

/** What blog posts put together: Nest on Express, TypeORM, class-validator and the stock token chain. */
export async function start({ provider, storage }) {
  const strategy = stockStrategy(provider);
  const service = {
    provide: TasksService,
    useFactory: (repository) => new TasksService(repository),
    inject: [getRepositoryToken(taskEntity)],
  };
  class StockTasks {}
  decorate(StockTasks, [
    Module({
      imports: [
        TypeOrmModule.forRoot({ ...connectionTo(storage), entities: [taskEntity] }),
        TypeOrmModule.forFeature([taskEntity]),
      ],
      controllers: [TasksController],
      providers: [strategy, service],
    }),
  ]);
  const nest = await NestFactory.create(StockTasks, new ExpressAdapter(), { logger: ['error'] });
  nest.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      transform: true,
      // Nest is the project's, one folder up, and would look for them there.
      validatorPackage: classValidator,
      transformerPackage: classTransformer,
    }),
  );
  await nest.listen(0, '127.0.0.1');
  return { port: nest.getHttpServer().address().port };
}

/** As many connections, and as safe on the disk, as the API. */
function connectionTo({ directory, url }) {
  if (url) {
    return { type: 'postgres', url, poolSize: 10 };
  }
  return {
    type: 'better-sqlite3',
    database: join(directory, 'tasks.sqlite'),
    enableWAL: true,
    prepareDatabase: (database) => void database.pragma('synchronous = FULL'),
  };
}
