import {
  defaultClientIds,
  defaultConfig,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import { Api } from './api.js';
import { freePort } from 'test-support';

/** The API together with the local B2C, both on ports of their own. */
export interface LocalSetUp {
  readonly api: Api;
  readonly emulator: Emulator;
  /** The API as a browser sees it. */
  readonly publicUrl: string;
}

/**
 * Starts the local B2C in its default set-up and the API against it, and stops both after the tests
 * of a file.
 *
 * @param redirectUris of the single-page client, besides the usual ones
 * @param environment further variables of the API
 */
export function useLocalSetUp(
  redirectUris: () => readonly string[] = () => [],
  environment: Readonly<Record<string, string>> = {},
): LocalSetUp {
  const running: { api?: Api; emulator?: Emulator; publicUrl?: string } = {};
  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    const redirects: Readonly<Record<string, readonly string[]>> = {
      [defaultClientIds.documentation]: [`${publicUrl}/oauth2-redirect`],
      [defaultClientIds.singlePage]: redirectUris(),
    };
    const emulator = await startEmulator({
      control: true,
      config: {
        applications: defaultConfig.applications.map((application) => ({
          ...application,
          ...(redirects[application.clientId] && {
            redirectUris: { spa: [...(redirects[application.clientId] ?? [])] },
          }),
        })),
      },
    });
    const api = await Api.start(
      { origin: emulator.httpOrigin },
      {
        PORT: String(port),
        PUBLIC_URL: publicUrl,
        TENANT_NAME: defaultConfig.tenant.name,
        APP_CLIENT_ID: defaultClientIds.api,
        APPLICATION_CLIENTS: defaultClientIds.daemon,
        OPENAPI_CLIENT_ID: defaultClientIds.documentation,
        AUTH_POLICY_NAME: 'B2C_1_signupsignin,B2C_1_editprofile',
        ...environment,
      },
    );
    await api.whenReady();
    Object.assign(running, { api, emulator, publicUrl });
  });
  afterAll(async () => {
    await running.api?.close();
    await running.emulator?.close();
  });
  return running as LocalSetUp;
}
