import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../openapi/index.js';
import {
  ApiIdempotencyKey,
  ApiIfMatch,
  ApiIfNoneMatch,
  ApiResourceId,
  bodyProblems,
  etagHeader,
  idempotencyProblems,
  locationHeader,
} from '../rest/index.js';
import { tasksDeletionSchema } from './finished-tasks.schema.js';
import { taskPageSchema } from './task-list.schema.js';
import { taskSchema } from './task.schema.js';

const etag = etagHeader('task');

const overQuota = {
  403: {
    description: 'You have stored as much as one owner may store (`quota_exceeded`).',
    examples: {
      'Over the quota': {
        detail: 'This would be more tasks than one owner may store.',
        code: 'quota_exceeded',
      },
    },
  },
};
const notFound = {
  404: {
    description: 'There is no such task, or it is somebody else’s.',
    examples: { 'No such task': { detail: 'There is no such task.' } },
  },
};
const changed = {
  412: {
    description: 'The task has changed since.',
    examples: {
      'Changed since': {
        detail: 'The task has changed since. Get it again and send its ETag as If-Match.',
      },
    },
  },
};
const invalidBody = {
  400: {
    description: 'The request is not valid.',
    examples: {
      'Invalid values': {
        detail: 'The request is not valid. Each entry of "errors" names one fault.',
        errors: [{ path: 'status', message: 'must be one of open, in_progress, done' }],
      },
    },
  },
};

/** Describes `GET /tasks`. */
export function DocumentTaskList(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({
      operationId: 'listTasks',
      summary: 'List your tasks',
      description:
        'A page at a time. Following `nextCursor` neither skips nor repeats a task, even while ' +
        'tasks are added. A page of very long tasks may hold fewer than `limit`.',
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
    ApiIdempotencyKey(),
    ApiResponse({
      status: 201,
      description: 'The new task.',
      standardSchema: taskSchema,
      headers: { ...etag, ...locationHeader('task') },
    }),
    ApiProblems({ ...invalidBody, ...overQuota, ...bodyProblems, ...idempotencyProblems('task') }),
  );
}

/** Describes `DELETE /finished-tasks`. */
export function DocumentFinishedTasksDeletion(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({
      operationId: 'deleteFinishedTasks',
      summary: 'Delete all your finished tasks',
      description:
        'Can be required to need a stronger sign-in: the answer is then 401 with a claims challenge ' +
        '(`insufficient_claims`), and the client asks for a token with those claims. An application deletes tasks ' +
        'of its own only.',
    }),
    ApiResponse({
      status: 200,
      description: 'They are gone.',
      standardSchema: tasksDeletionSchema,
    }),
  );
}

/** Describes `GET /tasks/:id`. */
export function DocumentTaskRead(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({ operationId: 'getTask', summary: 'Get one of your tasks' }),
    ApiResourceId('task'),
    ApiIfNoneMatch('task'),
    ApiResponse({
      status: 200,
      description: 'The task.',
      standardSchema: taskSchema,
      headers: etag,
    }),
    ApiResponse({ status: 304, description: 'You have this version already.', headers: etag }),
    ApiProblems(notFound),
  );
}

/** Describes `PATCH /tasks/:id`. */
export function DocumentTaskChange(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({ operationId: 'changeTask', summary: 'Change one of your tasks' }),
    ApiResourceId('task'),
    ApiIfMatch('task'),
    ApiResponse({
      status: 200,
      description: 'The task as it is now.',
      standardSchema: taskSchema,
      headers: etag,
    }),
    ApiProblems({ ...invalidBody, ...overQuota, ...notFound, ...changed, ...bodyProblems }),
  );
}

/** Describes `DELETE /tasks/:id`. */
export function DocumentTaskDeletion(): MethodDecorator {
  return applyDecorators(
    ApiTags('tasks'),
    ApiOperation({ operationId: 'deleteTask', summary: 'Delete one of your tasks' }),
    ApiResourceId('task'),
    ApiIfMatch('task'),
    ApiResponse({ status: 204, description: 'The task is gone.' }),
    ApiProblems({ ...notFound, ...changed }),
  );
}
