import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../openapi/index.js';
import { taskPageSchema } from './task-query.schema.js';
import { taskSchema } from './task.schema.js';

const etag = {
  ETag: {
    description: 'The version of the task, for If-Match and If-None-Match.',
    required: true,
    schema: { type: 'string', examples: ['"1"'] },
  },
} as const;

const location = {
  Location: {
    description: 'Where the new task is.',
    required: true,
    schema: { type: 'string' },
  },
} as const;

const taskId = ApiParam({
  name: 'id',
  description: 'The id of the task.',
  schema: { type: 'string', format: 'uuid' },
});

const ifMatch = ApiHeader({
  name: 'If-Match',
  description: 'Only if the task still has this ETag.',
  required: false,
  schema: { type: 'string', examples: ['"1"'] },
});

/** Describes `GET /tasks`. */
export function DocumentTaskList(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({
      operationId: 'listTasks',
      summary: 'List your tasks',
      description:
        'A page at a time. Following `nextCursor` neither skips nor repeats a task, even while ' +
        'tasks are added.',
    }),
    ApiResponse({ status: 200, description: 'One page of tasks.', standardSchema: taskPageSchema }),
  );
}

/** Describes `POST /tasks`. */
export function DocumentTaskCreation(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({
      operationId: 'createTask',
      summary: 'Add a task',
      description:
        'With an Idempotency-Key, a retry within 24 hours is answered as the first request was ' +
        'and adds nothing.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Your own name for this request: 1 to 255 visible ASCII characters.',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
    ApiResponse({
      status: 201,
      description: 'The new task.',
      standardSchema: taskSchema,
      headers: { ...etag, ...location },
    }),
    ApiProblems(413, 415, 422),
  );
}

/** Describes `GET /tasks/:id`. */
export function DocumentTaskRead(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({ operationId: 'getTask', summary: 'Get one of your tasks' }),
    taskId,
    ApiHeader({
      name: 'If-None-Match',
      description: 'Only if the task no longer has this ETag.',
      required: false,
      schema: { type: 'string', examples: ['"1"'] },
    }),
    ApiResponse({
      status: 200,
      description: 'The task.',
      standardSchema: taskSchema,
      headers: etag,
    }),
    ApiResponse({ status: 304, description: 'You have this version already.', headers: etag }),
    ApiProblems(404),
  );
}

/** Describes `PATCH /tasks/:id`. */
export function DocumentTaskChange(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({ operationId: 'changeTask', summary: 'Change one of your tasks' }),
    taskId,
    ifMatch,
    ApiResponse({
      status: 200,
      description: 'The task as it is now.',
      standardSchema: taskSchema,
      headers: etag,
    }),
    ApiProblems(404, 412, 413, 415),
  );
}

/** Describes `DELETE /tasks/:id`. */
export function DocumentTaskDeletion(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({ operationId: 'deleteTask', summary: 'Delete one of your tasks' }),
    taskId,
    ifMatch,
    ApiResponse({ status: 204, description: 'The task is gone.' }),
    ApiProblems(404, 412),
  );
}
