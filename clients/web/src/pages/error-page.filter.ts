import {
  Catch,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError, type ErrorDescription } from '../errors/index.js';
import { retryPathOf } from '../session/index.js';
import { PageRenderer } from './page.renderer.js';

/** Answers every error with a page that describes it. */
@Catch()
@Injectable()
export class ErrorPageFilter implements ExceptionFilter {
  readonly #log = new Logger('Failure');

  constructor(private readonly pages: PageRenderer) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const error = describeError(thrown);
    if (error.reason === 'unexpected') {
      this.#log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : typeof thrown);
    }
    await this.pages.send(request, http.getResponse<FastifyReply>(), {
      template: 'error',
      title: error.title,
      error: { ...error, link: error.link ?? retryLink(error, request) },
    });
  }
}

/** For errors that may pass by themselves. */
function retryLink(
  { status }: ErrorDescription,
  request: FastifyRequest,
): ErrorDescription['link'] {
  const href = status >= 500 || status === 429 ? retryPathOf(request) : undefined;
  return href === undefined ? undefined : { label: 'Try again', href };
}
