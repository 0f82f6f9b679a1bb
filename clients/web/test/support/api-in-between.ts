import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a proxy does with the answers of the API. */
type Fate = 'passed on' | 'lost' | 'replaced by 504';

/** A proxy in front of the API. Every request reaches the API; its answers may not come back. */
export class ApiInBetween {
  fate: Fate = 'passed on';
  readonly #server: Server;

  private constructor(private readonly target: string) {
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(target: string): Promise<ApiInBetween> {
    const between = new ApiInBetween(target);
    between.#server.listen(0, '127.0.0.1');
    await once(between.#server, 'listening');
    return between;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, url } = request;
    const outgoing = forward(new URL(url ?? '/', this.target), { method, headers });
    outgoing.end(await buffer(request));
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    if (this.fate === 'lost') return void response.destroy();
    if (this.fate === 'replaced by 504') return void response.writeHead(504).end();
    const { 'transfer-encoding': _, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': body.length });
    response.end(body);
  }
}
