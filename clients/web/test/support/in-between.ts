import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What came back from behind. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Stands in front of a server: every request reaches that, and what becomes of its answers is for a
 * test to say. The Host header is kept, so that the addresses in them are those of this one.
 */
export abstract class InBetween {
  readonly #server: Server;

  constructor(private readonly target: string) {
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** What is sent on of an answer; nothing: the connection breaks. */
  protected abstract sentOn(
    answer: Answer,
    request: IncomingMessage,
  ): Promise<Answer | undefined> | Answer | undefined;

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, url } = request;
    const outgoing = forward(new URL(url ?? '/', this.target), { method, headers });
    outgoing.end(await buffer(request));
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const { 'transfer-encoding': _, ...kept } = answer.headers;
    const whole = { status: answer.statusCode ?? 502, headers: kept, body: await buffer(answer) };
    const sent = await this.sentOn(whole, request);
    if (!sent) return void response.destroy();
    const { status, body } = sent;
    response.writeHead(status, { ...sent.headers, 'content-length': body.length }).end(body);
  }
}
