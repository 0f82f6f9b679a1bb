import { once } from 'node:events';
import {
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { LoopbackServer } from './loopback-server.js';

/** A response of the server behind the proxy. */
export interface ProxiedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Transformed = ProxiedResponse | undefined;

/** What the proxy sends instead of a response; nothing: the connection is closed. */
type Transform = (
  response: ProxiedResponse,
  request: IncomingMessage,
) => Transformed | Promise<Transformed>;

/**
 * A reverse proxy that passes on every request, and can change or drop the responses. It keeps the
 * Host header, so that the addresses in the responses are those of the proxy.
 */
export class ResponseProxy extends LoopbackServer {
  /** By default responses are passed on unchanged. */
  transform: Transform = (response) => response;

  constructor(private readonly target: string) {
    super((request, response) => {
      this.#forward(request, response).catch(() => response.destroy());
    });
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, url } = request;
    const outgoing = forward(new URL(url ?? '/', this.target), { method, headers });
    outgoing.end(await buffer(request));
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    const { 'transfer-encoding': _, ...kept } = incoming.headers;
    const received = {
      status: incoming.statusCode ?? 502,
      headers: kept,
      body: await buffer(incoming),
    };
    const sent = await this.transform(received, request);
    if (!sent) {
      response.destroy();
      return;
    }
    const { status, body } = sent;
    response.writeHead(status, { ...sent.headers, 'content-length': body.length }).end(body);
  }
}

/** Replaces the ID tokens in the responses of a token endpoint. */
export function replaceIdToken(replace: (idToken: string) => string | Promise<string>): Transform {
  return async (response, { method, url }) => {
    if (method !== 'POST' || !url?.includes('/token')) {
      return response;
    }
    const tokens = JSON.parse(response.body.toString()) as { id_token?: string };
    if (tokens.id_token === undefined) {
      return response;
    }
    const replaced = { ...tokens, id_token: await replace(tokens.id_token) };
    return { ...response, body: Buffer.from(JSON.stringify(replaced)) };
  };
}
