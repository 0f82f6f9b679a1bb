import { SignInRequiredError, TokenUnavailableError } from '../auth/index.js';
import { apiErrorFrom, networkError, requiredClaims } from './api-error.js';
import type { Problem } from './schema.js';

/** Where access tokens come from. */
export interface AccessTokenSource {
  accessToken(forceRefresh?: boolean): Promise<string>;
}

/** What `openapi-fetch` returns for a response. */
export interface ApiResponse<T> {
  readonly data?: T;
  readonly error?: Problem;
  readonly response: Response;
}

/**
 * `fetch` with an access token. A token that is refused with 401 is refreshed once, unless it takes a new sign-in to
 * have a better one.
 */
export function fetchWithToken(tokens: AccessTokenSource): (request: Request) => Promise<Response> {
  const send = async (request: Request, forceRefresh: boolean) => {
    request.headers.set('Authorization', `Bearer ${await tokens.accessToken(forceRefresh)}`);
    return fetch(request, { credentials: 'omit', cache: 'no-store' });
  };
  return async (request) => {
    const response = await send(request.clone(), false);
    const isRefused = response.status === 401;
    const isFutile = requiredClaims(response.headers.get('WWW-Authenticate')) !== undefined;
    return isRefused && !isFutile ? send(request, true) : response;
  };
}

/** @throws ApiError unless the response is a success */
export async function callApi<T>(
  send: () => Promise<ApiResponse<T>>,
): Promise<{ readonly data: T; readonly response: Response }> {
  let result: ApiResponse<T>;
  try {
    result = await send();
  } catch (error) {
    if (error instanceof SignInRequiredError) {
      throw apiErrorFrom({ status: 401 });
    }
    throw networkError(error instanceof TokenUnavailableError ? 'sign-in' : 'tasks');
  }
  const { data, error, response } = result;
  if (response.ok) {
    return { data: data as T, response };
  }
  throw apiErrorFrom({
    status: response.status,
    challenge: response.headers.get('WWW-Authenticate'),
    retryAfter: response.headers.get('Retry-After'),
    problem: error,
  });
}
