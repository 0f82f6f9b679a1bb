import {
  defaultClientIds,
  defaultConfig,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import { Api } from './api.js';
import { freePort } from './free-port.js';
import { SinglePageClient } from './single-page-client.js';

/** The local B2C, the API and the single-page client, each on an origin of its own. */
export interface SinglePageSetUp {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly client: SinglePageClient;
}

interface SetUpOptions {
  /** Variables of the API on top of the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the client may have of the API. */
  readonly scopes?: string[];
}

/** Starts all three before the tests of a file, and stops them afterwards. */
export function useSinglePageSetUp({ environment, scopes }: SetUpOptions = {}): SinglePageSetUp {
  const running: { emulator?: Emulator; api?: Api; client?: SinglePageClient } = {};
  beforeAll(async () => {
    const client = new SinglePageClient(await freePort());
    running.client = client;
    const emulator = await startEmulator({
      config: {
        applications: defaultConfig.applications.map((application) =>
          application.clientId === defaultClientIds.singlePage
            ? {
                ...application,
                redirectUris: { spa: [`${client.origin}/`] },
                ...(scopes && {
                  permissions: [{ resource: defaultClientIds.api, scopes, roles: [] }],
                }),
              }
            : application,
        ),
      },
    });
    running.emulator = emulator;
    running.api = await Api.start(
      { origin: emulator.httpOrigin },
      {
        APP_CLIENT_ID: defaultClientIds.api,
        CORS_ORIGINS: client.origin,
        ...environment,
      },
    );
    await running.api.whenReady();
    await client.start(running.api.origin.replace('127.0.0.1', 'localhost'), emulator.httpOrigin);
  });
  afterAll(async () => {
    await running.client?.stop();
    await running.api?.close();
    await running.emulator?.close();
  });
  return running as SinglePageSetUp;
}
