import {
  Catch,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../errors/index.js';
import { Pages } from './pages.js';

/** Whatever is thrown becomes a page that says it in words. */
@Catch()
@Injectable()
export class FailureFilter implements ExceptionFilter {
  readonly #log = new Logger('Failure');

  constructor(private readonly pages: Pages) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const failure = describeError(error);
    if (failure.reason === 'unexpected')
      this.#log.error(error instanceof Error ? (error.stack ?? error.message) : typeof error);
    await this.pages.send(request, http.getResponse<FastifyReply>(), {
      template: 'failure',
      title: failure.title,
      failure,
    });
  }
}
