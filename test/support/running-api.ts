import { Api, policyName } from './api.js';
import { KeyServer } from './key-server.js';

/** An API and its key server that live as long as the tests of a file. */
export interface RunningApi {
  readonly api: Api;
  readonly keyServer: KeyServer;
}

/**
 * Starts a key server and an API before the tests of a file, and stops both after them.
 *
 * @param options `policies` that the key server publishes and the API lists, and further variables
 */
export function useRunningApi(
  options: {
    readonly policies?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): RunningApi {
  const { policies = [policyName], environment = {} } = options;
  const running: { api?: Api; keyServer?: KeyServer } = {};
  beforeAll(async () => {
    running.keyServer = await KeyServer.start(...policies);
    const list = { AUTH_POLICY_NAME: policies.join(',') };
    running.api = await Api.start(running.keyServer, { ...list, ...environment });
    await running.api.whenReady();
  });
  afterAll(async () => {
    await running.api?.close();
    await running.keyServer?.down();
  });
  return running as RunningApi;
}
