/** A response as handlers return it. */
export interface EmulatorResponse {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string;
  /**
   * Goes on writing after the body, until the connection is closed.
   *
   * @returns what to call once it is closed
   */
  readonly stream?: (write: (text: string) => void) => () => void;
}

/** A JSON response. */
export function json(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** A redirect. 303 turns a submitted form into a GET: RFC 9110 section 15.4.4. */
export function redirect(location: string, status: 302 | 303 = 302): EmulatorResponse {
  return { status, headers: { location }, body: '' };
}

/** A response without content. */
export function empty(status: number, headers: Record<string, string> = {}): EmulatorResponse {
  return { status, headers, body: '' };
}

/** Adds a cookie to a response. */
export function withCookie(response: EmulatorResponse, cookie: string): EmulatorResponse {
  const cookies = [response.headers['set-cookie'] ?? [], cookie].flat();
  return { ...response, headers: { ...response.headers, 'set-cookie': cookies } };
}

/** Adds headers to a response. */
export function withHeaders(
  response: EmulatorResponse,
  headers: Record<string, string>,
): EmulatorResponse {
  return { ...response, headers: { ...response.headers, ...headers } };
}
