/** What goes back. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
}

/** A JSON document. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** Send the browser elsewhere. 303 turns a submitted form into a GET: RFC 9110 section 15.4.4. */
export function redirect(location: string, status: 302 | 303 = 302): Answer {
  return { status, headers: { location }, body: '' };
}

/** No content. */
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: '' };
}

/** The same answer with a cookie set. */
export function withCookie(answer: Answer, cookie: string): Answer {
  const cookies = [answer.headers['set-cookie'] ?? [], cookie].flat();
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookies } };
}

/** The same answer with more headers. */
export function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
