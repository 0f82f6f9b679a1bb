import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { entityTag, isKnown } from './entity-tag.js';
import { NotModifiedException } from './task.exceptions.js';
import type { Task } from './task.schema.js';
import type { VersionedTask } from './tasks.service.js';

/** Sends a versioned task as its task, with the version as `ETag`; 201 also says where it is. */
@Injectable()
export class VersionedTaskInterceptor implements NestInterceptor<VersionedTask, Task> {
  intercept(context: ExecutionContext, next: CallHandler<VersionedTask>): Observable<Task> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ task, version }) => {
        const tag = entityTag(version);
        if (request.method === 'POST') void reply.header('Location', `/tasks/${task.id}`);
        if (isRead(request.method) && isKnown(request.headers['if-none-match'], tag)) {
          throw new NotModifiedException({ ETag: tag });
        }
        void reply.header('ETag', tag);
        return task;
      }),
    );
  }
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
