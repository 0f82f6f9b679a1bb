import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { SpokenException, type SpokenFailure } from '../errors/index.js';
import { Pages } from '../pages/index.js';
import { SignedInGuard } from '../session/index.js';
import { tellFailure } from './downstream.failures.js';
import { DownstreamService } from './downstream.service.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { readTaskList, type TaskList } from './tasks.answer.js';

type Form = Readonly<Record<string, unknown>>;

interface View {
  readonly tasks?: TaskList;
  readonly title?: string;
  readonly failure?: SpokenFailure;
  /** Of the form; a new one where there is none to keep. */
  readonly key?: string;
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
    @Query('title') title: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const url = new URL(this.#url);
    if (typeof cursor === 'string') url.searchParams.set('cursor', cursor);
    const { body } = await this.downstream.call(request, { url: url.href });
    const tasks = readTaskList(body);
    if (!tasks) throw new SpokenException(tellFailure({ kind: 'unreadable' }));
    // What was typed before a sign-in comes back with it.
    await this.#show(request, reply, { tasks, ...(typeof title === 'string' && { title }) });
  }

  @Post()
  async add(
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const title = typeof form['title'] === 'string' ? form['title'].trim() : '';
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
      await this.#show(request, reply, { title, failure, ...(failure.status !== 422 && { key }) });
      return;
    }
    request.session.notice = 'Your task was added.';
    await reply.redirect('/tasks', 303);
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
      data: { ...view, key: view.key ?? randomUUID() },
    });
  }
}

/** The form carries a key of its own, so that sending it twice adds one task. */
function formKeyOf(form: Form): string {
  const key = form['key'];
  return typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key) ? key : randomUUID();
}
