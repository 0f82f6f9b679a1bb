import {
  Catch,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError, type SpokenFailure } from '../errors/index.js';
import { returnPathOf } from '../session/index.js';
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
      failure: { ...failure, wayOn: failure.wayOn ?? tryAgain(failure, request) },
    });
  }
}

/** For what may pass by itself. Of the home page there is a link anyway. */
function tryAgain({ status }: SpokenFailure, request: FastifyRequest): SpokenFailure['wayOn'] {
  const href = returnPathOf(request);
  if ((status < 500 && status !== 429) || href === '/') return undefined;
  return { label: 'Try again', href };
}
