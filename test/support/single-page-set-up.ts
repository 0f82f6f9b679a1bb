import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defaultClientIds,
  defaultConfig,
  startEmulator,
  type Emulator,
  type PartialConfig,
} from 'azure-ad-b2c-emulator';
import { Api } from './api.js';
import { freePort } from 'test-support';
import { SinglePageClient } from './single-page-client.js';

/** The local B2C, the API and the single-page client, each on an origin of its own. */
export interface SinglePageSetUp {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly client: SinglePageClient;
  /** Stops the API, which keeps its database; returns how to start it again where it was. */
  stopApi(): Promise<StartApi>;
}

/** Starts the API, and waits until it can check tokens unless told otherwise. */
export type StartApi = (how?: { readonly ready: boolean }) => Promise<void>;

interface SetUpOptions {
  /** Variables of the API on top of the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the client may have of the API. */
  readonly scopes?: string[];
  /** People besides the demo person. */
  readonly others?: NonNullable<PartialConfig['users']>;
}

/** Starts all three before the tests of a file, and stops them afterwards. */
export function useSinglePageSetUp(options: SetUpOptions = {}): SinglePageSetUp {
  const running: { -readonly [Part in keyof SinglePageSetUp]?: SinglePageSetUp[Part] } = {};
  let dataDirectory: string;
  beforeAll(async () => {
    const client = new SinglePageClient(await freePort());
    const emulator = await startEmulator({ config: configFor(client, options) });
    dataDirectory = await mkdtemp(join(tmpdir(), 'single-page-tasks-'));
    const port = await freePort();
    const startApi: StartApi = async ({ ready } = { ready: true }) => {
      const variables = {
        APP_CLIENT_ID: defaultClientIds.api,
        CORS_ORIGINS: client.origin,
        PORT: String(port),
        DATA_DIR: dataDirectory,
        ...options.environment,
      };
      running.api = await Api.start({ origin: emulator.httpOrigin }, variables);
      if (ready) await running.api.whenReady();
    };
    Object.assign(running, { client, emulator });
    running.stopApi = async () => {
      await running.api?.close();
      return startApi;
    };
    await startApi();
    await client.start(`http://localhost:${port}`, emulator.httpOrigin);
  });
  afterAll(async () => {
    await running.client?.stop();
    await running.api?.close();
    await running.emulator?.close();
    await rm(dataDirectory, { recursive: true });
  });
  return running as SinglePageSetUp;
}

/** The emulator's default set-up, with this client where it is served. */
function configFor({ origin }: SinglePageClient, { scopes, others = [] }: SetUpOptions) {
  const permissions = scopes && [{ resource: defaultClientIds.api, scopes, roles: [] }];
  const applications = defaultConfig.applications.map((application) =>
    application.clientId === defaultClientIds.singlePage
      ? {
          ...application,
          redirectUris: { spa: [`${origin}/`] },
          ...(permissions && { permissions }),
        }
      : application,
  );
  return { applications, users: [...defaultConfig.users, ...others] };
}
