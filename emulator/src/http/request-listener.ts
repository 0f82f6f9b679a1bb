import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { EmulatorRequest } from './emulator-request.js';
import { type EmulatorResponse, json, withHeaders } from './emulator-response.js';

/** Answers a request; undefined closes the connection without a response. */
export type Handler = (request: EmulatorRequest) => Promise<EmulatorResponse | undefined>;

const largestBody = 64 * 1024;

/** Bytes that may wait for a client that does not read a stream; it is closed then. */
const largestBacklog = 1024 * 1024;

/** A request listener for Node's servers. */
export function requestListener(
  scheme: EmulatorRequest['scheme'],
  handle: Handler,
  log: (line: string) => void,
  customDomains: readonly string[] = [],
): RequestListener {
  return (incoming, outgoing) => {
    const started = performance.now();
    outgoing.on('close', () => {
      const path = incoming.url?.split('?')[0] ?? '';
      const took = Math.round(performance.now() - started);
      // Without the query, which carries codes and hints.
      log(
        `${incoming.method} ${path} ${outgoing.headersSent ? outgoing.statusCode : '-'} ${took} ms`,
      );
    });
    respond(scheme, handle, incoming, customDomains)
      .then((response) =>
        response ? write(outgoing, incoming, response) : incoming.socket.destroy(),
      )
      .catch((error: unknown) => {
        log(`failed: ${error instanceof Error ? error.stack : String(error)}`);
        if (!outgoing.headersSent) {
          write(outgoing, incoming, failure(500, 'the emulator failed'));
        }
      });
  };
}

async function respond(
  scheme: EmulatorRequest['scheme'],
  handle: Handler,
  incoming: IncomingMessage,
  customDomains: readonly string[],
): Promise<EmulatorResponse | undefined> {
  const { host } = incoming.headers;
  if (!isAnsweredHost(host, customDomains)) {
    return failure(421, 'only loopback names are answered');
  }
  const origin = `${scheme}://${host.toLowerCase()}`;
  if (!incoming.url?.startsWith('/') || !URL.canParse(origin + incoming.url)) {
    return failure(400, 'malformed address');
  }
  const { pathname, searchParams } = new URL(origin + incoming.url);
  const body = await readBody(incoming);
  if (!body) {
    return withHeaders(failure(413, 'the body is too large'), { connection: 'close' });
  }
  return handle({
    // HEAD is handled like GET; the content is left out when writing.
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
    if (size > largestBody) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// Without this, stopping early would destroy the connection before the response is sent.
function bodyOf(incoming: IncomingMessage): AsyncIterable<Buffer> {
  return incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

function write(
  outgoing: ServerResponse,
  incoming: IncomingMessage,
  response: EmulatorResponse,
): void {
  const { status, headers, body, stream } = response;
  outgoing.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Tells responses of the emulator from those of the real service.
    'x-local-emulator': 'azure-ad-b2c',
    ...headers,
    // RFC 9110 section 8.6: not with 204.
    ...(status !== 204 && !stream && { 'content-length': Buffer.byteLength(body) }),
  });
  if (!stream || incoming.method === 'HEAD') {
    outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    return;
  }
  outgoing.write(body);
  const stop = stream((text) => {
    outgoing.write(text);
    if (outgoing.writableLength > largestBacklog) {
      outgoing.destroy();
    }
  });
  outgoing.on('close', stop);
}

function failure(status: number, message: string): EmulatorResponse {
  return json(status, { error: 'invalid_request', message: `Local emulator: ${message}` });
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a Host header is a loopback name or a configured custom domain. Others are refused because
 * of DNS rebinding: a web page can make its own host name resolve to 127.0.0.1.
 */
function isAnsweredHost(
  host: string | undefined,
  customDomains: readonly string[],
): host is string {
  const parts = /^(\[[^\]]*\]|[^:[\]]+)(?::\d{1,5})?$/.exec(host ?? '');
  return [...loopbackNames, ...customDomains].includes(parts?.[1]?.toLowerCase() ?? '');
}
