/** `warning`: the person can do something about it; `error`: only time or a repair helps. */
export type Severity = 'success' | 'warning' | 'error';

/** Groups the statuses that the page treats alike. */
export type ApiErrorKind =
  | 'unauthorized'
  | 'step-up-required'
  | 'forbidden'
  | 'conflict'
  | 'not-found'
  | 'invalid'
  | 'rate-limited'
  | 'unavailable'
  | 'network'
  | 'unexpected';

/** The parts of a response that decide what the person is told. */
export interface FailedResponse {
  readonly status: number;
  readonly challenge?: string | null;
  readonly retryAfter?: string | null;
  readonly problem?:
    | {
        readonly detail?: string | undefined;
        readonly errors?: readonly FieldProblem[] | undefined;
      }
    | undefined;
}

/** One entry of `errors` of a problem+json response. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** A response that is not a success, or none at all, with a message for the person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly kind: ApiErrorKind,
    readonly severity: Severity,
    message: string,
    readonly retryAfterSeconds?: number,
    readonly fieldProblems: readonly FieldProblem[] = [],
  ) {
    super(message);
  }

  /** Whether the same call may work a little later. */
  get retryable(): boolean {
    return this.kind === 'rate-limited' || this.kind === 'unavailable' || this.kind === 'network';
  }
}

/** The token is good, but this needs a stronger sign-in: one that is asked for with these claims. */
export class StepUpRequiredError extends ApiError {
  constructor(readonly claims: string) {
    super('step-up-required', 'warning', 'This needs a stronger sign-in.');
  }
}

export const isApiError = (kind: ApiErrorKind, error: unknown): error is ApiError =>
  error instanceof ApiError && error.kind === kind;

/** No response from one of the two services that the page needs. */
export const networkError = (service: 'tasks' | 'sign-in'): ApiError =>
  new ApiError('network', 'error', `The ${service} service cannot be reached.`);

/** Turns a response that is not a success into the message for the person. */
export function apiErrorFrom({ status, challenge, retryAfter, problem }: FailedResponse): ApiError {
  const seconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  switch (status) {
    case 401: {
      const claims = requiredClaims(challenge);
      if (claims !== undefined) {
        return new StepUpRequiredError(claims);
      }
      return new ApiError(
        'unauthorized',
        'warning',
        'Your session has ended. Sign in again to go on.',
      );
    }
    case 403: {
      const scope = /scope="([^"]*)"/.exec(challenge ?? '')?.[1];
      const text = scope
        ? `You lack the permission ${scope}. Ask for it to be granted, then sign in again.`
        : challenge
          ? detailOf(problem)
          : 'You are not let in from this place.';
      return new ApiError('forbidden', 'warning', text);
    }
    case 404:
      return new ApiError(
        'not-found',
        'warning',
        'This task is no longer there. It was deleted elsewhere.',
      );
    case 412:
      return new ApiError(
        'conflict',
        'warning',
        'This task was changed elsewhere in the meantime.',
      );
    case 429:
      return new ApiError('rate-limited', 'warning', 'That was a lot at once.', seconds);
    case 502:
    case 503:
    case 504:
      return new ApiError(
        'unavailable',
        'error',
        'The tasks service is not available just now.',
        seconds,
      );
    default:
  }
  if (status < 500) {
    return new ApiError('invalid', 'warning', detailOf(problem), undefined, problem?.errors);
  }
  return new ApiError(
    'unexpected',
    'error',
    'Something went wrong on the server. Please try again.',
  );
}

/**
 * The claims that a challenge asks for, as JSON.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format
 */
export function requiredClaims(challenge: string | null | undefined): string | undefined {
  const [, claims] = /\bclaims="([A-Za-z0-9+/=]+)"/.exec(challenge ?? '') ?? [];
  return challenge?.includes('error="insufficient_claims"') && claims ? atob(claims) : undefined;
}

function detailOf(problem: FailedResponse['problem']): string {
  const lines = (problem?.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
  return lines.join('\n') || problem?.detail || 'The server did not accept this.';
}
