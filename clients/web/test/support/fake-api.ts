import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the API responds with. */
export interface FakeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An API whose responses the tests decide. */
export class FakeApi {
  /** The next responses; `undefined`: it never responds. */
  response: FakeResponse | undefined = { status: 200, body: '{"items":[],"nextCursor":null}' };
  /** The headers of every request. */
  readonly seen: IncomingHttpHeaders[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.seen.push(request.headers);
    request.resume();
    if (!this.response) {
      return;
    }
    const { status, headers, body } = this.response;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });

  async start(): Promise<this> {
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
}
