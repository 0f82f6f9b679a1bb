import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_TOKEN_SCHEME } from '../auth/index.js';
import { problemContent } from './problem.schema.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const challenge = {
  'WWW-Authenticate': {
    description: 'What is missing (RFC 6750 section 3).',
    required: true,
    schema: { type: 'string' as const },
  },
};

const retryAfter = {
  'Retry-After': {
    description: 'Try again after so many seconds.',
    required: true,
    schema: { type: 'integer' as const, minimum: 1 },
  },
};

const structuredField = (description: string, example: string) => ({
  description,
  required: true,
  schema: { type: 'string' as const, examples: [example] },
});

/** draft-ietf-httpapi-ratelimit-headers-10 */
const limits = {
  'RateLimit-Policy': structuredField(
    'Each limit: so many calls (q) in so many seconds (w).',
    '"per-ip";q=300;w=120, "per-subject";q=120;w=60',
  ),
  RateLimit: structuredField(
    'What is left of each limit (r), and in how many seconds it starts anew (t).',
    '"per-ip";r=299;t=118, "per-subject";r=0;t=42',
  ),
};

const content = problemContent;
const always = { 400: { description: 'The request is not valid.', content } };
const unlessForHealth = {
  403: { description: 'The address or the gateway key is not accepted.', content },
  429: {
    description: 'Too many requests.',
    headers: { ...retryAfter, ...limits },
    content,
  },
};
const withToken = {
  401: { description: 'The access token is missing or invalid.', headers: challenge, content },
  500: { description: 'Something went wrong on our side.', content },
  503: {
    description: 'The identity provider or the database cannot be reached.',
    headers: retryAfter,
    content,
  },
};
const withScopes = {
  403: {
    description:
      'The access token lacks a scope that is needed, or the address or the gateway key is not accepted.',
    headers: {
      'WWW-Authenticate': {
        ...challenge['WWW-Authenticate'],
        description: 'The scope that is missing (RFC 6750 section 3).',
        required: false,
      },
    },
    content,
  },
};

/** All operations of a document. */
export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.values(paths)
    .flatMap(({ get, post, patch, delete: remove }) => [get, post, patch, remove])
    .filter((operation) => operation !== undefined);
}

/** A response with its description. */
interface Described {
  readonly description: string;
}

/** Adds to every operation the errors that the edge, the guards and outages can answer with. */
export function addStandardResponses(document: OpenAPIObject): void {
  for (const operation of operationsOf(document)) {
    const scopes = operation.security?.flatMap((way) => way[ACCESS_TOKEN_SCHEME] ?? []) ?? [];
    const { 403: own, ...particular } = operation.responses as Record<
      string,
      Described | undefined
    >;
    operation.responses = {
      ...particular,
      ...always,
      ...(operation.tags?.includes('health') ? {} : unlessForHealth),
      ...(operation.security?.length ? withToken : {}),
      ...(scopes.length > 0 ? withScopes : {}),
    };
    const forbidden = operation.responses[403] as Described | undefined;
    if (own && forbidden) {
      const description = `${forbidden.description} ${own.description}`;
      operation.responses[403] = { ...forbidden, description };
    }
  }
}
