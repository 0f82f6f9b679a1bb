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

type Tamper = (idToken: string) => string | Promise<string>;

/** Stands between the client and the local B2C, and can put another ID token into its answers. */
export class ProviderInBetween {
  /** What becomes of the ID tokens that pass. */
  tamper: Tamper = (idToken) => idToken;
  readonly #server: Server;

  private constructor(private readonly target: string) {
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(target: string): Promise<ProviderInBetween> {
    const between = new ProviderInBetween(target);
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

  /** The Host header is kept, so that the provider's addresses are those of this server. */
  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, url } = request;
    const outgoing = forward(new URL(url ?? '/', this.target), { method, headers });
    outgoing.end(await buffer(request));
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    const changed = method === 'POST' && url?.includes('/token') ? await this.#change(body) : body;
    const { 'transfer-encoding': _, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': changed.length });
    response.end(changed);
  }

  async #change(body: Buffer): Promise<Buffer> {
    const answer = JSON.parse(body.toString()) as { id_token?: string };
    if (answer.id_token === undefined) return body;
    return Buffer.from(JSON.stringify({ ...answer, id_token: await this.tamper(answer.id_token) }));
  }
}
