import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

/** A connection that sends a byte a second for as long as it is let, and notes how it ended. */
class SlowConnection {
  answer = '';
  /** When it was closed, in seconds since it was opened. */
  closedAfter = Infinity;
  readonly #socket: Socket;

  constructor(origin: string, start: string, filler: string) {
    const opened = performance.now();
    this.#socket = connect(Number(new URL(origin).port), '127.0.0.1');
    const drip = setInterval(() => this.#socket.write(filler), 1_000);
    this.#socket.on('data', (chunk: Buffer) => (this.answer += chunk.toString()));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      clearInterval(drip);
      this.closedAfter = (performance.now() - opened) / 1000;
    });
    this.#socket.write(start);
  }
}

it('closes 200 connections that send a byte a second, while good requests go on', async () => {
  const { origin } = running.api;
  const token = await running.provider.token();
  const line = 'POST /tasks HTTP/1.1\r\nHost: localhost\r\n';
  const body = `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"title":"`;
  const inHeaders = Array.from(
    { length: 70 },
    () => new SlowConnection(origin, `${line}X-Slow: `, 'x'),
  );
  const inBody = Array.from({ length: 70 }, () => new SlowConnection(origin, line + body, 'x'));
  const silent = Array.from({ length: 60 }, () => new SlowConnection(origin, '', ''));
  const all = [...inHeaders, ...inBody, ...silent];

  const waits: number[] = [];
  while (all.some(({ closedAfter }) => closedAfter === Infinity)) {
    const started = performance.now();
    expect((await running.api.call('/tasks', { token })).status).toBe(200);
    waits.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  expect(waits.length).toBeGreaterThan(300);
  expect(waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)]).toBeLessThan(250);
  for (const { closedAfter, answer } of [...inHeaders, ...silent]) {
    expect(closedAfter).toBeLessThan(12);
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*application\/problem\+json/);
  }
  for (const { closedAfter, answer } of inBody) {
    expect(closedAfter).toBeLessThan(22);
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*application\/problem\+json/);
  }
}, 40_000);

it('serves 2,000 requests at once, each on a connection of its own', async () => {
  const { port } = new URL(running.api.origin);
  const ask = async (): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', (error) => (answer = error.message));
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    await once(socket, 'close');
    return answer.slice(0, 15);
  };
  const answers = await Promise.all(Array.from({ length: 2_000 }, ask));
  expect(answers.filter((answer) => answer !== 'HTTP/1.1 200 OK')).toEqual([]);
}, 30_000);

it('keeps a connection open between requests for longer than load balancers do', () => {
  expect(running.api.nest.getHttpServer().keepAliveTimeout).toBe(100_000);
});
