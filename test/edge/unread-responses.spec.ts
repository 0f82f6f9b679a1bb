import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { parseAddress } from '../../src/edge/addresses/index.js';
import { UnreadResponses } from '../../src/edge/unread-responses.js';
import { useRunningApi } from '../support/running-api.js';

/** A connection that asks for something several times and reads nothing. */
class StalledReader {
  readonly #socket: Socket;

  constructor(origin: string, path: string, times: number) {
    this.#socket = connect(Number(new URL(origin).port), '127.0.0.1');
    this.#socket.on('error', () => undefined);
    this.#socket.pause();
    this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(times));
  }

  end(): void {
    this.#socket.destroy();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an answer that nobody reads', () => {
  const running = useRunningApi();
  const openConnections = () =>
    new Promise<number>((resolve) =>
      running.api.nest
        .getHttpServer()
        .getConnections((_error: Error | null, count: number) => resolve(count)),
    );

  it('is given up after 30 s, while slow readers get theirs', async () => {
    const { origin } = running.api;
    const before = await openConnections();
    // Uncompressed and several times, so that it does not fit into the buffers of the system.
    const stalled = new StalledReader(origin, '/docs/swagger-ui-bundle.js', 4);
    const response = await fetch(`${origin}/docs/swagger-ui-bundle.js`, {
      headers: { 'accept-encoding': 'identity' },
    });
    const reader = response.body?.getReader();
    let read = 0;
    const slow = (async () => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) {
          return;
        }
        read += value?.length ?? 0;
        await pause(500);
      }
    })();
    await pause(5_000);
    expect(await openConnections()).toBe(before + 2);
    const started = performance.now();
    while ((await openConnections()) > before + 1 && performance.now() - started < 40_000) {
      await pause(200);
    }
    expect(performance.now() - started).toBeLessThan(30_000);
    await slow;
    expect(read).toBe(Number(response.headers.get('content-length')));
    const refusals = running.api.log.filter(({ refusal }) => refusal === 'answer_not_read');
    expect(refusals.length).toBeGreaterThan(0);
    stalled.end();
  }, 90_000);
});

describe('many answers that nobody reads', () => {
  let server: FastifyInstance;
  let origin: string;
  const aborted: string[] = [];

  beforeAll(async () => {
    server = fastify();
    const addressOf = ({ url }: { url: string }) => parseAddress(url.slice(1));
    const unread = new UnreadResponses(addressOf, {
      total: 100_000_000,
      perAddress: 40_000_000,
    });
    server.addHook('onSend', (request, reply, payload, done) => {
      reply.raw.once('close', () => {
        if (request.refusal !== undefined) {
          aborted.push(request.url);
        }
      });
      unread.watch(request, reply, payload);
      done();
    });
    const body = Buffer.alloc(20_000_000);
    server.get('/*', (_request, reply) => reply.send(body));
    origin = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());
  beforeEach(() => void (aborted.length = 0));

  /** One reader after the other, so that their order is known. */
  async function stall(...addresses: readonly string[]): Promise<StalledReader[]> {
    const readers: StalledReader[] = [];
    for (const address of addresses) {
      const received = once(server.server, 'request');
      readers.push(new StalledReader(origin, `/${address}`, 1));
      await received;
    }
    await pause(200);
    return readers;
  }

  it('cost an address its oldest ones, and nobody else any', async () => {
    const readers = await stall('192.0.2.9', '192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.1');
    expect(aborted).toEqual(['/192.0.2.1', '/192.0.2.1']);
    for (const reader of readers) {
      reader.end();
    }
    await pause(200);
  });

  it('cost the oldest ones when there are too many in all', async () => {
    const addresses = Array.from({ length: 8 }, (_, index) => `192.0.2.${index}`);
    const readers = await stall(...addresses);
    expect(aborted).toEqual(['/192.0.2.0', '/192.0.2.1', '/192.0.2.2']);
    for (const reader of readers) {
      reader.end();
    }
  });
});
