import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_TOKEN_SCHEME } from '../auth/index.js';
import { PROBLEM_MEDIA_TYPE } from '../errors/index.js';
import { problemResponse, type DocumentedProblems } from './problem.documentation.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const text = (description: string, example?: string) => ({
  description,
  required: true,
  schema: { type: 'string' as const, ...(example !== undefined && { examples: [example] }) },
});

/** draft-ietf-httpapi-ratelimit-headers-10 */
const limits = {
  'RateLimit-Policy': text(
    'Each limit: so many calls (q) in so many seconds (w).',
    '"per-ip";q=300;w=120, "per-subject";q=120;w=60',
  ),
  RateLimit: text(
    'What is left of each limit (r), and in how many seconds it starts anew (t).',
    '"per-ip";r=299;t=118, "per-subject";r=0;t=42',
  ),
};

const retryAfter = {
  'Retry-After': {
    description: 'Try again after so many seconds.',
    required: true,
    schema: { type: 'integer' as const, minimum: 1 },
  },
};

/** Headers of errors, by their status. */
const problemHeaders: Readonly<Record<number, object>> = {
  401: { 'WWW-Authenticate': text('What is missing (RFC 6750 section 3).') },
  429: { ...retryAfter, ...limits },
};

const malformed: DocumentedProblems = {
  400: {
    description: 'The request is not valid.',
    examples: {
      'Two Host headers': {
        detail: 'There is more than one Host header (RFC 9112 section 3.2).',
      },
    },
  },
};

const atTheEdge: DocumentedProblems = {
  400: {
    description: 'The request is not valid.',
    examples: {
      'Unknown parameter': {
        detail: 'The request is not valid. Each entry of "errors" names one fault.',
        errors: [{ path: 'verbose', message: 'is not known here' }],
      },
      'Token sent twice': {
        detail:
          'Send the access token once, in one Authorization header: Bearer, one space, the token.',
      },
    },
  },
  403: {
    description: 'The address or the gateway key is not accepted.',
    examples: {
      'Address not listed': { detail: 'Requests from this address are not accepted.' },
      'No gateway key': { detail: 'Requests are accepted through the gateway only.' },
    },
  },
  429: {
    description: 'Too many requests.',
    examples: { 'Too many': { detail: 'Too many requests. Try again in 42 seconds.' } },
  },
};

const withToken: DocumentedProblems = {
  401: {
    description: 'The access token is missing or invalid.',
    examples: {
      'No or no valid token': { detail: 'Unauthorized. Access token is missing or invalid.' },
    },
  },
  500: {
    description: 'Something went wrong on our side.',
    examples: {
      Unexpected: {
        detail: 'Something went wrong on our side. The request id finds it in the log.',
      },
    },
  },
  503: {
    description: 'The identity provider or the database cannot be reached.',
    examples: {
      'Identity provider': {
        detail: 'The access token cannot be checked now: the identity provider does not answer.',
      },
      Database: { detail: 'The database cannot be used at the moment. Try again later.' },
    },
  },
};

const withScopes = (scopes: readonly string[]): DocumentedProblems => ({
  403: {
    description: 'The access token lacks a scope that is needed.',
    examples: {
      'Missing scope': {
        detail: `The access token does not carry the scope that this needs: ${scopes.join(' ')}`,
      },
    },
  },
});

/** All operations of a document. */
export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.values(paths)
    .flatMap(({ get, post, patch, delete: remove }) => [get, post, patch, remove])
    .filter((operation) => operation !== undefined);
}

/** Adds to every operation the errors that the edge, the guards and outages can answer with. */
export function addStandardResponses(document: OpenAPIObject): void {
  for (const operation of operationsOf(document)) {
    const scopes = operation.security?.flatMap((way) => way[ACCESS_TOKEN_SCHEME] ?? []) ?? [];
    const protectedOnes = operation.security?.length ? [withToken] : [];
    const problems = operation.tags?.includes('health')
      ? [malformed]
      : [...(scopes.length > 0 ? [withScopes(scopes)] : []), atTheEdge, ...protectedOnes];
    for (const [status, documented] of problems.flatMap((some) => Object.entries(some))) {
      add(operation, Number(status), problemResponse(Number(status), documented));
    }
    if (operation.security?.length) {
      Object.assign(operation.responses['503'] ?? {}, { headers: retryAfter });
    }
    if (scopes.length > 0) {
      const description = 'The scope that is missing (RFC 6750 section 3).';
      const challenge = { ...text(description), required: false };
      Object.assign(operation.responses['403'] ?? {}, {
        headers: { 'WWW-Authenticate': challenge },
      });
    }
  }
}

type Response = ReturnType<typeof problemResponse>;

/** An operation's own problem of the same status keeps its place: it is the more particular one. */
function add({ responses }: Operation, status: number, standard: Response): void {
  const own = responses[status] as Response | undefined;
  const headers = problemHeaders[status];
  if (own === undefined) {
    responses[status] = { ...standard, ...(headers && { headers }) } as typeof own & object;
    return;
  }
  if (!own.description.includes(standard.description)) {
    own.description = `${own.description} ${standard.description}`;
  }
  const examples = own.content[PROBLEM_MEDIA_TYPE]?.examples;
  Object.assign(examples ?? {}, standard.content[PROBLEM_MEDIA_TYPE]?.examples);
}
