import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the API answers next; nothing: it does not answer at all. */
export interface Play {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An API that answers as it is told, to show what the client makes of it. */
export class FakeDownstream {
  play: Play | undefined = { status: 200, body: '{"items":[],"nextCursor":null}' };
  readonly seen: IncomingHttpHeaders[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.seen.push(request.headers);
    request.resume();
    if (!this.play) return;
    const { status, headers, body } = this.play;
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
