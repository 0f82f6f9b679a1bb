import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json, withHeaders, type Answer } from './answer.js';
import type { EmulatorRequest } from './emulator-request.js';
import { isLoopbackHost } from './loopback.js';

/** Answers a request; undefined closes the connection without a word. */
export type Handler = (request: EmulatorRequest) => Promise<Answer | undefined>;

const largestBody = 64 * 1024;

/** Turns a handler into a listener for Node's servers. */
export function requestListener(
  scheme: EmulatorRequest['scheme'],
  handle: Handler,
  log: (line: string) => void,
): RequestListener {
  return (incoming, outgoing) => {
    const started = performance.now();
    outgoing.on('close', () => {
      const path = incoming.url?.split('?')[0] ?? '';
      const took = Math.round(performance.now() - started);
      // Never the query: it carries codes and hints.
      log(
        `${incoming.method} ${path} ${outgoing.headersSent ? outgoing.statusCode : '-'} ${took} ms`,
      );
    });
    respond(scheme, handle, incoming)
      .then((answer) => (answer ? write(outgoing, incoming, answer) : incoming.socket.destroy()))
      .catch((error: unknown) => {
        log(`failed: ${error instanceof Error ? error.stack : String(error)}`);
        if (!outgoing.headersSent) write(outgoing, incoming, failure(500, 'the emulator failed'));
      });
  };
}

async function respond(
  scheme: EmulatorRequest['scheme'],
  handle: Handler,
  incoming: IncomingMessage,
): Promise<Answer | undefined> {
  const { host } = incoming.headers;
  if (!isLoopbackHost(host)) return failure(421, 'only loopback names are answered');
  const origin = `${scheme}://${host.toLowerCase()}`;
  if (!incoming.url?.startsWith('/') || !URL.canParse(origin + incoming.url))
    return failure(400, 'malformed address');
  const { pathname, searchParams } = new URL(origin + incoming.url);
  const body = await readBody(incoming);
  if (!body) return withHeaders(failure(413, 'the body is too large'), { connection: 'close' });
  return handle({
    // Answered alike; Node leaves the content of a HEAD answer out.
    method: incoming.method === 'HEAD' ? 'GET' : (incoming.method ?? 'GET'),
    origin,
    scheme,
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body,
  });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyOf(incoming)) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// Stopping early must not take the connection down before the answer is out.
function bodyOf(incoming: IncomingMessage): AsyncIterable<Buffer> {
  return incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

function write(outgoing: ServerResponse, incoming: IncomingMessage, answer: Answer): void {
  const { status, headers, body } = answer;
  outgoing.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // So that nobody takes an answer for the real service's.
    'x-local-emulator': 'azure-ad-b2c',
    ...headers,
    // RFC 9110 section 8.6: not with 204.
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}

function failure(status: number, message: string): Answer {
  return json(status, { error: 'invalid_request', message: `Local emulator: ${message}` });
}
