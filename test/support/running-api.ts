import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from './api.js';
import { policyName, startProvider } from './provider.js';

/** An API and its provider, which live as long as the tests of a file. */
export interface RunningApi {
  readonly api: Api;
  readonly provider: TestProvider;
}

/**
 * Starts a provider and an API before the tests of a file, and stops both after them.
 *
 * @param options `policies` that the provider has and the API lists, and further variables
 */
export function useRunningApi(
  options: {
    readonly policies?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): RunningApi {
  const { policies = [policyName], environment = {} } = options;
  const running: { api?: Api; provider?: TestProvider } = {};
  beforeAll(async () => {
    running.provider = await startProvider({ policies });
    const list = { AUTH_POLICY_NAME: policies.join(',') };
    running.api = await Api.start(running.provider, { ...list, ...environment });
    await running.api.whenReady();
  });
  afterAll(async () => {
    await running.api?.close();
    await running.provider?.close();
  });
  return running as RunningApi;
}
