import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../config/index.js';
import { UserFacingException } from '../errors/index.js';
import { describeApiError } from './downstream-api.error.js';
import { DownstreamApiService } from './downstream-api.service.js';

const statusLabels: Readonly<Record<string, string>> = {
  open: 'Open',
  in_progress: 'In progress',
  done: 'Done',
};

const taskPageSchema = z.object({
  items: z.array(
    z.object({
      title: z.string(),
      status: z.string().transform((status) => statusLabels[status] ?? status),
      createdAt: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

/** What this client uses of one page of the API's list of tasks. */
export type TaskPage = z.output<typeof taskPageSchema>;

/** The tasks of the signed-in user, at `/tasks` of the API's origin. */
@Injectable()
export class TasksService {
  readonly #url: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly api: DownstreamApiService,
  ) {
    this.#url = new URL('/tasks', settings.downstream.endpoint).href;
  }

  /** @throws {UserFacingException} when the API answers with an error, or not with a list of tasks */
  async list(request: FastifyRequest, cursor?: string): Promise<TaskPage> {
    const url = new URL(this.#url);
    if (cursor !== undefined) {
      url.searchParams.set('cursor', cursor);
    }
    const { body } = await this.api.call(request, { url: url.href });
    const page = taskPageSchema.safeParse(body).data;
    if (!page) {
      throw new UserFacingException(describeApiError({ kind: 'unreadable' }));
    }
    return page;
  }

  /**
   * @param formKey random, one for each form
   * @throws {UserFacingException} when the API answers with an error
   */
  async create(request: FastifyRequest, title: string, formKey: string): Promise<void> {
    await this.api.call(request, {
      url: this.#url,
      method: 'POST',
      body: { title },
      headers: { 'idempotency-key': idempotencyKey(formKey, title) },
    });
  }
}

/**
 * The same form with the same title is the same attempt, however often it is sent, and whether or not
 * its first response arrived. Another title makes another attempt, also where a browser goes back to
 * an old form. Pure.
 */
export function idempotencyKey(formKey: string, title: string): string {
  return createHash('sha256').update(`${formKey}\n${title}`).digest('base64url');
}
