import { RefusedError, type Refusal } from '../refusals/index.js';

/** The parts of a request that can carry an access token. */
export interface RequestCredentials {
  /** Header names and values in turn, as received: `headers` keeps only one of two Authorization fields. */
  readonly rawHeaders: readonly string[];
  readonly query: unknown;
}

/** RFC 9110 section 11.1: a scheme is matched whatever its case, and ends where its token ends. */
const bearerScheme = /^bearer(?![!#$%&'*+\-.^_`|~\w])/i;
const credentialsStart = 'Bearer '.length;

/** RFC 6750 section 2.1: one `b64token`, nothing else. */
const b64token = /^[A-Za-z0-9\-._~+/]+=*$/;

const malformed: Refusal = { kind: 'invalid_request', reason: 'authorization_malformed' };

/**
 * What a request presents as its access token, behind the scheme and one space. Only the
 * Authorization header is accepted: a token in an address ends up in logs and histories (RFC 9700
 * section 4.3.2).
 *
 * It may still be no token at all: see {@link refusalFor}.
 *
 * @throws {RefusedError} `no_credentials` or `invalid_request`
 */
export function readBearerToken(request: RequestCredentials): string {
  const fields = authorizationFields(request.rawHeaders);
  if (fields.length > 1) {
    throw new RefusedError({ kind: 'invalid_request', reason: 'authorization_repeated' });
  }
  const [field] = fields;
  if (field === undefined || !bearerScheme.test(field)) {
    throw new RefusedError({ kind: 'no_credentials' });
  }
  if (field.charAt(credentialsStart - 1) !== ' ') {
    throw new RefusedError(malformed);
  }
  if (hasQueryToken(request.query)) {
    throw new RefusedError({ kind: 'invalid_request', reason: 'token_in_header_and_query' });
  }
  return field.slice(credentialsStart);
}

/**
 * How to refuse what was presented as a token and was not accepted as one: where it has not even the
 * form of a token, it is the request that is wrong. Nothing without that form is ever accepted, so
 * this needs to be known of what is refused only.
 */
export function refusalFor(presented: string, refusal: Refusal): Refusal {
  return b64token.test(presented) ? refusal : malformed;
}

function authorizationFields(rawHeaders: readonly string[]): string[] {
  const fields: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') {
      fields.push(rawHeaders[index + 1] ?? '');
    }
  }
  return fields;
}

function hasQueryToken(query: unknown): boolean {
  return typeof query === 'object' && query !== null && 'access_token' in query;
}
