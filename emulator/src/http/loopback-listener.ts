import type { Server } from 'node:net';

/** Loopback names to listen on. `localhost` is both 127.0.0.1 and ::1. */
export type LoopbackHost = 'localhost' | '127.0.0.1' | '::1';

/** An open listener. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A configured port is already in use. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(readonly port: number) {
    super(`port ${port} is already in use on this machine`);
  }
}

const attempts = 10;

const addressesOf: Partial<Record<string, string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  '127.0.0.1': ['127.0.0.1'],
  '::1': ['::1'],
} satisfies Record<LoopbackHost, string[]>;

/**
 * Opens a listener on loopback addresses only.
 *
 * @param createServer - makes one server per address
 * @param port - 0 for any free port, the same on every address
 */
export async function listen(
  createServer: () => Server,
  host: LoopbackHost,
  port: number,
): Promise<Listening> {
  const addresses = addressesOf[host];
  // Checked at run time for callers in JavaScript.
  if (!addresses) {
    throw new Error(`the emulator listens on loopback only, not on "${host}"`);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnAll(createServer, addresses, port);
    } catch (error) {
      // A port that is free on 127.0.0.1 may be in use on ::1: try another one.
      if (port === 0 && error instanceof PortInUseError && attempt < attempts) {
        continue;
      }
      throw error;
    }
  }
}

async function listenOnAll(
  createServer: () => Server,
  [first = '127.0.0.1', second]: string[],
  wanted: number,
): Promise<Listening> {
  const servers = [await listenOn(createServer(), first, wanted)];
  const port = portOf(servers[0]);
  try {
    if (second !== undefined) {
      servers.push(await listenOn(createServer(), second, port));
    }
  } catch (error) {
    // Without IPv6 one address is enough.
    if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) {
      await Promise.all(servers.map(close));
      throw error;
    }
  }
  return { port, close: async () => void (await Promise.all(servers.map(close))) };
}

function listenOn(server: Server, address: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(codeOf(error) === 'EADDRINUSE' ? new PortInUseError(port) : error),
    );
    server.listen({ host: address, port, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) {
      (server.closeAllConnections as () => void)();
    }
  });
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('the server has no port');
  }
  return address.port;
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
