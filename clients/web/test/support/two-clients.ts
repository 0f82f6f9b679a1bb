import type { Emulator, PartialConfig } from 'azure-ad-b2c-emulator';
import { freePort, type Visitor } from 'test-support';
import { startB2cEmulator } from './full-stack.js';
import { ClientProcess } from './client-process.js';
import { FakeApi } from './fake-api.js';
import { environmentOf } from './web-client.js';

/** Two processes of the client that share their sessions through Redis. */
export interface TwoClients {
  readonly emulator: Emulator;
  /** The one whose address is the redirect URI's. */
  readonly first: ClientProcess;
  readonly second: ClientProcess;
}

/** Starts both before the tests of a file, and stops them afterwards. */
export function useTwoClients(policies?: PartialConfig['policies']): TwoClients {
  const running: { -readonly [Part in keyof TwoClients]?: TwoClients[Part] } = {};
  const api = new FakeApi();
  beforeAll(async () => {
    const port = await freePort();
    await api.listen();
    running.emulator = await startB2cEmulator(port, policies);
    const authorityHost = running.emulator.httpOrigin;
    const shared = {
      ...environmentOf({ authorityHost, endpoint: api.origin, port }),
      REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
    };
    running.first = await ClientProcess.start(shared);
    running.second = await ClientProcess.start({ ...shared, PORT: String(await freePort()) });
  });
  afterAll(async () => {
    await running.first?.stop();
    await running.second?.stop();
    await running.emulator?.close();
    await api.close();
  });
  return running as TwoClients;
}

/** Copies the cookies, as if both processes were behind one load balancer. */
export function carry(visitor: Visitor, from: ClientProcess, to: ClientProcess): void {
  visitor.copyCookies(visitor, from.origin, to.origin);
}
