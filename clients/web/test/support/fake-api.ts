import type { IncomingHttpHeaders } from 'node:http';
import { LoopbackServer } from './loopback-server.js';

/** What the API responds with. */
export interface FakeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An API whose responses the tests decide. */
export class FakeApi extends LoopbackServer {
  /** The next responses; `undefined`: it never responds. */
  response: FakeResponse | undefined = { status: 200, body: '{"items":[],"nextCursor":null}' };
  /** The headers of every request. */
  readonly seen: IncomingHttpHeaders[] = [];

  constructor() {
    super((request, response) => {
      this.seen.push(request.headers);
      request.resume();
      if (!this.response) {
        return;
      }
      const { status, headers, body } = this.response;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
  }
}
