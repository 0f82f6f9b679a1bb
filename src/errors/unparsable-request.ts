import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { problem, PROBLEM_MEDIA_TYPE } from './problem.js';

const answers: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The request line and headers are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
};

/** What Node notes on a socket, undocumented: the answer that is under way on it. */
interface AnsweringSocket extends Socket {
  readonly _httpMessage?: { readonly req: IncomingMessage } | null;
}

/** Whether a request before the broken one still waits: it would take the answer for its own. */
function isAnswering({ _httpMessage: answer }: AnsweringSocket): boolean {
  return answer?.req.complete ?? false;
}

/**
 * Answers what is not even a request: Node could not parse it, so neither Fastify nor Nest ever
 * sees it. The connection is closed, since nobody knows where the next request would start.
 *
 * @param headers that every answer carries
 * @returns a stable code for the log
 */
export function respondToUnparsableRequest(
  error: NodeJS.ErrnoException,
  socket: Socket,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const [status, detail] = answers[error.code ?? ''] ?? [400, 'This is not a valid HTTP request.'];
  if (socket.writable && error.code !== 'ECONNRESET' && !isAnswering(socket)) {
    const body = JSON.stringify(problem(status, detail, requestId));
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${requestId}`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  } else {
    socket.destroy();
  }
  return error.code?.toLowerCase() ?? 'broken_request';
}
