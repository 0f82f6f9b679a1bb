import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { limitConnections } from '../../src/edge/connection-limits.js';

let server: Server;
let sockets: Socket[];

async function start(limits: { total: number; perAddress: number }, trusted: string[] = []) {
  server = createServer((_request, response) => response.end('ok'));
  limitConnections(server, trusted, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

beforeEach(() => void (sockets = []));
afterEach(async () => {
  for (const socket of sockets) {
    socket.destroy();
  }
  server.close();
  await once(server, 'close');
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens connections from an address of this machine: all of 127.0.0.0/8 is. */
async function open(many: number, localAddress = '127.0.0.1'): Promise<Socket[]> {
  const { port } = server.address() as AddressInfo;
  const opened = Array.from({ length: many }, () =>
    connect({ port, host: '127.0.0.1', localAddress })
      .on('error', () => undefined)
      .resume(),
  );
  sockets.push(...opened);
  await Promise.all(opened.map((socket) => once(socket, 'connect')));
  return opened;
}

const stillOpen = (opened: readonly Socket[]) => opened.filter((socket) => !socket.closed).length;

/** Waits until so many are open, and then for those that might still be closed. */
async function settled(opened: readonly Socket[], expected: number): Promise<number> {
  while (stillOpen(opened) > expected) {
    await pause(10);
  }
  await pause(50);
  return stillOpen(opened);
}

it('closes the connections of an address that has too many, and of no other', async () => {
  await start({ total: 100, perAddress: 5 });
  const one = await open(8, '127.0.0.1');
  const other = await open(3, '127.0.0.2');
  expect([await settled(one, 5), await settled(other, 3)]).toEqual([5, 3]);
});

it('counts those that are open only', async () => {
  await start({ total: 100, perAddress: 5 });
  for (const socket of await open(5)) {
    socket.destroy();
  }
  await pause(200);
  expect(await settled(await open(5), 5)).toBe(5);
});

it('does not count the connections of a trusted proxy', async () => {
  await start({ total: 100, perAddress: 5 }, ['127.0.0.0/8']);
  expect(await settled(await open(20), 20)).toBe(20);
});

it('closes idle connections when there are too many in all, so that others get in', async () => {
  await start({ total: 5, perAddress: 100 });
  const idle = await open(5);
  for (const socket of idle) {
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  }
  await Promise.all(idle.map((socket) => once(socket, 'data')));
  await open(1, '127.0.0.2');
  expect(await settled(idle, 0)).toBe(0);
  expect(await settled(await open(1, '127.0.0.2'), 1)).toBe(1);
});
