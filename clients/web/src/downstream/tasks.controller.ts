import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UserFacingException, type ErrorDescription } from '../errors/index.js';
import { PageRenderer } from '../pages/index.js';
import { AuthenticatedGuard, takeFormDraft } from '../session/index.js';
import { TasksService, type TaskPage } from './tasks.service.js';

type Form = Readonly<Record<string, unknown>>;

interface TasksView {
  readonly tasks?: TaskPage | undefined;
  /** Whether this is not the first page: there are newer tasks. */
  readonly hasNewer?: boolean;
  /** What the form contains. */
  readonly title: string;
  /** The form's key, see `idempotencyKey`. */
  readonly key: string;
  readonly error?: ErrorDescription;
}

/** The page that lists the user's tasks and adds one. */
@Controller('tasks')
@UseGuards(AuthenticatedGuard)
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  async list(
    @Query('cursor') cursor: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pageCursor = typeof cursor === 'string' ? cursor : undefined;
    const tasks = await this.tasks.list(request, pageCursor);
    const draft = takeFormDraft(request);
    const form = { title: draft?.title ?? '', key: keyOf({ key: draft?.key }) };
    await this.#show(request, reply, { ...form, tasks, hasNewer: pageCursor !== undefined });
  }

  @Post()
  async add(
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const title = titleOf(form);
    const key = keyOf(form);
    try {
      await this.tasks.create(request, title, key);
    } catch (thrown) {
      if (!(thrown instanceof UserFacingException) || thrown.description.status === 401) {
        throw thrown;
      }
      const error = thrown.description;
      // The form keeps its key, because the API may have added the task although its response did not
      // arrive. Only a key that the API refused is replaced.
      const nextKey = error.status === 422 ? randomUUID() : key;
      const tasks = await this.#listAfter(error, request);
      await this.#show(request, reply, { title, key: nextKey, error, tasks });
      return;
    }
    request.flash.notice = 'Your task was added.';
    await reply.redirect('/tasks', 303);
  }

  /** The list below a failed form, unless the API is down or asks to wait: it is not called again then. */
  async #listAfter(
    { status }: ErrorDescription,
    request: FastifyRequest,
  ): Promise<TaskPage | undefined> {
    if (status >= 500 || status === 429) {
      return undefined;
    }
    return this.tasks.list(request).catch(() => undefined);
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    { error, ...data }: TasksView,
  ): Promise<void> {
    await this.pages.send(request, reply, { template: 'tasks', title: 'Your tasks', error, data });
  }
}

function titleOf({ title }: Form): string {
  return typeof title === 'string' ? title.trim() : '';
}

/** Each form carries a key of its own, so that sending it twice adds one task. */
function keyOf({ key }: Form): string {
  return typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key) ? key : randomUUID();
}
