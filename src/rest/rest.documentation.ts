import { ApiHeader, ApiParam } from '@nestjs/swagger';

/** @param noun what the id belongs to: "task" */
export function ApiResourceId(noun: string): MethodDecorator {
  return ApiParam({
    name: 'id',
    description: `The id of the ${noun}.`,
    schema: { type: 'string', format: 'uuid' },
  });
}

/** @param noun what the tag belongs to: "task" */
export function ApiIfMatch(noun: string): MethodDecorator {
  return ApiHeader({
    name: 'If-Match',
    description: `Only if the ${noun} still has this ETag. One that a compressing proxy has rewritten (W/"1", "1-gzip") still names its version.`,
    required: false,
    schema: { type: 'string', examples: ['"1"'] },
  });
}

/** @param noun what the tag belongs to: "task" */
export function ApiIfNoneMatch(noun: string): MethodDecorator {
  return ApiHeader({
    name: 'If-None-Match',
    description: `Only if the ${noun} no longer has this ETag.`,
    required: false,
    schema: { type: 'string', examples: ['"1"'] },
  });
}

/** The header that makes a POST safe to repeat. */
export function ApiIdempotencyKey(): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    description: 'Your own name for this request: 1 to 255 visible ASCII characters.',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
}

/** The header of an answer that holds one resource. */
export function etagHeader(noun: string) {
  return {
    ETag: {
      description: `The version of the ${noun}, for If-Match and If-None-Match.`,
      required: true,
      schema: { type: 'string' as const, examples: ['"1"'] },
    },
  };
}

/** The header of the answer to a POST that added something. */
export function locationHeader(noun: string) {
  return {
    Location: {
      description: `Where the new ${noun} is.`,
      required: true,
      schema: { type: 'string' as const },
    },
  };
}

/** Problems of routes that take a body. */
export const bodyProblems = {
  413: 'The body is larger than 100 kB.',
  415: 'The body is not application/json, or compressed.',
} as const;

/** Problems of routes that take an `Idempotency-Key`. */
export const idempotencyProblems = {
  422: 'The Idempotency-Key was used with another body.',
} as const;
