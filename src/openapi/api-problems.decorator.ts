import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

const text = { schema: { type: 'string' } } as const;
const seconds = { schema: { type: 'integer', minimum: 1 } } as const;

const challenge = {
  'WWW-Authenticate': { description: 'What is missing, by RFC 6750.', required: true, ...text },
};
const retryAfter = {
  'Retry-After': { description: 'Try again after so many seconds.', required: true, ...seconds },
};

/** Answers that every route which needs a token can give. */
const always = {
  400: { description: 'The request is not valid.' },
  401: { description: 'The access token is missing or invalid.', headers: challenge },
  500: { description: 'Something went wrong on our side.' },
  503: {
    description: 'The identity provider or the database cannot be reached.',
    headers: retryAfter,
  },
};

const further = {
  403: { description: 'The access token lacks a scope that is needed.', headers: challenge },
  404: { description: 'There is no such task, or it is somebody else’s.' },
  412: { description: 'The task has changed since.' },
  413: { description: 'The body is larger than 100 kB.' },
  415: { description: 'The body is not application/json.' },
  422: { description: 'The Idempotency-Key was used with another body.' },
};

/** Documents the errors of a route: those that every protected route has, and the ones named. */
export function ApiProblems(...statuses: (keyof typeof further)[]): MethodDecorator {
  const chosen = Object.fromEntries(statuses.map((status) => [status, further[status]]));
  return applyDecorators(
    ...Object.entries({ ...always, ...chosen }).map(([status, response]) =>
      ApiResponse({
        status: Number(status),
        ...response,
        content: { 'application/problem+json': { schema: problemReference } },
      }),
    ),
  );
}

const problemReference = { $ref: '#/components/schemas/Problem' };
