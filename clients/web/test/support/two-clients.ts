import type { Emulator, PartialConfig } from 'azure-ad-b2c-emulator';
import { freePort } from '../../../../test/support/free-port.js';
import { cookieName } from './access.js';
import { BuiltClient } from './built-client.js';
import { FakeDownstream } from './fake-downstream.js';
import type { Visitor } from './visitor.js';
import { environmentOf } from './web-client.js';
import { startLocalB2c } from './whole-set-up.js';

/** Two processes of the client that share their sessions through Redis. */
export interface TwoClients {
  readonly emulator: Emulator;
  /** The one whose address browsers know. */
  readonly first: BuiltClient;
  readonly second: BuiltClient;
}

/** Starts both before the tests of a file, and stops them afterwards. */
export function useTwoClients(policies?: PartialConfig['policies']): TwoClients {
  const running: { -readonly [Part in keyof TwoClients]?: TwoClients[Part] } = {};
  const downstream = new FakeDownstream();
  beforeAll(async () => {
    const port = await freePort();
    await downstream.start();
    running.emulator = await startLocalB2c(port, policies);
    const authorityHost = running.emulator.httpOrigin;
    const shared = {
      ...environmentOf({ authorityHost, endpoint: downstream.origin, port }),
      REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
    };
    running.first = await BuiltClient.start(shared);
    running.second = await BuiltClient.start({ ...shared, PORT: String(await freePort()) });
  });
  afterAll(async () => {
    await running.first?.stop();
    await running.second?.stop();
    await running.emulator?.close();
    await downstream.close();
  });
  return running as TwoClients;
}

/** A browser sends a cookie of localhost to every port of it; a load balancer would hide them. */
export function carry(visitor: Visitor, from: BuiltClient, to: BuiltClient): void {
  visitor.setCookie(to.origin, cookieName, visitor.cookie(from.origin, cookieName) ?? '');
}
