import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { SpokenException, type SpokenFailure } from '../errors/index.js';
import { Pages } from '../pages/index.js';
import { SignedInGuard, takeTyped } from '../session/index.js';
import { tellFailure } from './downstream.failures.js';
import { DownstreamService } from './downstream.service.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { readTaskList, type TaskList } from './tasks.answer.js';

type Form = Readonly<Record<string, unknown>>;

interface View {
  readonly tasks?: TaskList | undefined;
  /** Whether there are tasks that are newer than these. */
  readonly later?: boolean;
  readonly title: string;
  /** Of the form. */
  readonly key: string;
  readonly failure?: SpokenFailure;
}

/** The person's tasks, listed and added through the API. */
@Controller('tasks')
@UseGuards(SignedInGuard)
export class TasksController {
  readonly #url: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly downstream: DownstreamService,
    private readonly pages: Pages,
  ) {
    this.#url = new URL('/tasks', settings.downstream.endpoint).href;
  }

  @Get()
  async list(
    @Query('cursor') cursor: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = typeof cursor === 'string' ? cursor : undefined;
    const tasks = await this.#read(request, page);
    // What was typed before a sign-in comes back with it.
    const typed = takeTyped(request);
    const form = { title: typed?.title ?? '', key: formKeyOf({ key: typed?.key }) };
    await this.#show(request, reply, { ...form, tasks, later: page !== undefined });
  }

  @Post()
  async add(
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const title = titleOf(form);
    const key = formKeyOf(form);
    try {
      await this.downstream.call(request, {
        url: this.#url,
        method: 'POST',
        body: { title },
        headers: { 'idempotency-key': idempotencyKeyOf(key, title) },
      });
    } catch (error) {
      if (!(error instanceof SpokenException) || error.failure.status === 401) throw error;
      const { failure } = error;
      // What was typed is kept, and so is the key: the API may have added the task although its
      // answer did not arrive. Only a key that it has refused is of no use any more.
      const nextKey = failure.status === 422 ? randomUUID() : key;
      const tasks = await this.#readBeside(failure, request);
      await this.#show(request, reply, { title, key: nextKey, failure, tasks });
      return;
    }
    request.session.notice = 'Your task was added.';
    await reply.redirect('/tasks', 303);
  }

  async #read(request: FastifyRequest, cursor?: string): Promise<TaskList> {
    const url = new URL(this.#url);
    if (cursor !== undefined) url.searchParams.set('cursor', cursor);
    const { body } = await this.downstream.call(request, { url: url.href });
    const tasks = readTaskList(body);
    if (!tasks) throw new SpokenException(tellFailure({ kind: 'unreadable' }));
    return tasks;
  }

  /** The list under a failed form, unless the API is away or asks to wait: then once is enough. */
  async #readBeside(
    { status }: SpokenFailure,
    request: FastifyRequest,
  ): Promise<TaskList | undefined> {
    if (status >= 500 || status === 429) return undefined;
    return this.#read(request).catch(() => undefined);
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    { failure, ...view }: View,
  ): Promise<void> {
    await this.pages.send(request, reply, {
      template: 'tasks',
      title: 'Your tasks',
      failure,
      data: view,
    });
  }
}

function titleOf({ title }: Form): string {
  return typeof title === 'string' ? title.trim() : '';
}

/** The form carries a key of its own, so that sending it twice adds one task. A new one gets one. */
function formKeyOf({ key }: Form): string {
  return typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key) ? key : randomUUID();
}
