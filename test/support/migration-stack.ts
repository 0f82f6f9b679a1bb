import { readFileSync } from 'node:fs';
import {
  defaultClientIds,
  defaultConfig,
  defaultSecrets,
  startEmulator,
  type Emulator,
  type PartialConfig,
} from 'azure-ad-b2c-emulator';
import { freePort } from 'test-support';
import { metricsOrigin, movedSinglePageOrigin, withMigration } from '../../dev/migration.mjs';
import {
  apiOrigin,
  emulatorOrigin,
  services,
  singlePageOrigin,
  webOrigin,
} from '../../dev/services.mjs';
import { WebClient } from '../../clients/web/test/support/web-client.js';
import { Api } from './api.js';
import { SinglePageClient } from './single-page-client.js';

/** What `npm run dev -- --migration` starts, as it is configured there, but on free ports. */
export interface MigrationStack {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly apiOrigin: string;
  /** Signs in through B2C. */
  readonly board: SinglePageClient;
  /** Signs in through External ID. */
  readonly movedBoard: SinglePageClient;
  /** Signs in through External ID. */
  readonly web: WebClient;
}

/** Starts it before the tests of a file, and stops it afterwards. */
export function useMigrationStack(): MigrationStack {
  const running: { -readonly [Part in keyof MigrationStack]?: MigrationStack[Part] } = {};
  const configured = withMigration(
    services({ clientIds: defaultClientIds, webSecret: defaultSecrets.web }),
  );
  beforeAll(async () => {
    const origins = new Map([[metricsOrigin, `http://localhost:${await freePort()}`]]);
    for (const origin of [apiOrigin, webOrigin, singlePageOrigin, movedSinglePageOrigin]) {
      origins.set(origin, `http://localhost:${await freePort()}`);
    }
    const at = (origin: string) => origins.get(origin) ?? origin;
    const portOf = (origin: string) => new URL(at(origin)).port;
    const moved = <T>(value: T): T =>
      JSON.parse(
        JSON.stringify(value).replace(/http:\/\/localhost:\d+/g, (origin) => at(origin)),
      ) as T;
    const environmentOf = (name: string) =>
      moved(configured.find((service) => service.name === name)?.env ?? {});

    const file = configured[0]?.main.at(-1) ?? '';
    const { furtherTenants } = JSON.parse(readFileSync(file, 'utf8')) as PartialConfig;
    const { applications } = defaultConfig;
    running.emulator = await startEmulator({ config: moved({ applications, furtherTenants }) });
    origins.set(emulatorOrigin, running.emulator.httpOrigin);

    running.apiOrigin = at(apiOrigin);
    const { DATA_DIR: _, ...environment } = environmentOf('api');
    running.api = await Api.start(
      { origin: running.emulator.httpOrigin },
      { ...environment, PORT: portOf(apiOrigin), METRICS_PORT: portOf(metricsOrigin) },
    );
    await running.api.whenAllKeysAreThere();
    running.web = await WebClient.start({
      ...environmentOf('web'),
      PORT: portOf(webOrigin),
      RATE_LIMIT_PER_IP: 'off',
    });
    running.board = new SinglePageClient(Number(portOf(singlePageOrigin)));
    await running.board.start({
      VITE_API_URL: at(apiOrigin),
      VITE_AUTHORITY_HOST: at(emulatorOrigin),
    });
    running.movedBoard = new SinglePageClient(Number(portOf(movedSinglePageOrigin)));
    await running.movedBoard.start(environmentOf(`spa:${new URL(movedSinglePageOrigin).port}`));
  });
  afterAll(async () => {
    await running.movedBoard?.stop();
    await running.board?.stop();
    await running.web?.close();
    await running.api?.close();
    await running.emulator?.close();
  });
  return running as MigrationStack;
}
