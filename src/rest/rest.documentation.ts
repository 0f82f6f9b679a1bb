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
  413: {
    description: 'The body is larger than 100 kB.',
    examples: { 'Too large': { detail: 'The body is larger than 100 kB.' } },
  },
  415: {
    description: 'The body is not application/json, or compressed.',
    examples: {
      'Another media type': { detail: 'Send the body as application/json, not compressed.' },
    },
  },
} as const;

/**
 * Problems of routes that take an `Idempotency-Key`.
 *
 * @param noun what is being added: "task"
 */
export const idempotencyProblems = (noun: string) =>
  ({
    422: {
      description: 'The Idempotency-Key was used with another body.',
      examples: {
        'Key used before': {
          detail: `This Idempotency-Key was used with another body. Use a new key for another ${noun}.`,
        },
      },
    },
  }) as const;

/**
 * What holds for every resource, for the front of the document, in Markdown.
 *
 * @param noun of the resource that stands as the example: "task"
 */
export const restGuide = (noun: string) => `## Changes that do not overwrite each other (ETags)

Every answer that holds one ${noun} has an \`ETag\`: the version of the ${noun}, such as \`"3"\`.

- Send it as \`If-Match\` with a change or a deletion. If somebody changed the ${noun} in between, the answer is
  **412** and nothing was changed: get the ${noun} again, look, and send the new ETag.
- Send it as \`If-None-Match\` when you ask again. If nothing changed, the answer is **304** without a body.
- Without \`If-Match\` the last change wins.

## Requests that are safe to repeat (Idempotency-Key)

A \`POST\` whose answer got lost may have worked. Give it a name of your own in \`Idempotency-Key\`, such as a new UUID,
and send the same request with the same name until you have an answer.

- Within 24 hours the same name with the same body is answered as the first time, and adds nothing.
- The same name with another body is **422**: it would be another ${noun}.

## Errors

Every error is \`application/problem+json\` (RFC 9457). \`detail\` says in a sentence what is wrong; after a **400**,
\`errors\` lists every fault with its place. \`requestId\` finds the request in the log of the API.

- **401**: no access token, or not a valid one. Sign in again.
- **403**: the token lacks a scope. \`WWW-Authenticate\` names it in full.
- **429** and **503**: wait for as many seconds as \`Retry-After\` says, then repeat the request.
`;
