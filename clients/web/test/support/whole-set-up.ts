import {
  defaultClientIds,
  defaultConfig,
  demoUser,
  startEmulator,
  type Emulator,
  type PartialConfig,
} from 'azure-ad-b2c-emulator';
import { Api } from '../../../../test/support/api.js';
import { freePort } from '../../../../test/support/free-port.js';
import { Visitor, type Visit } from './visitor.js';
import { environmentOf, WebClient } from './web-client.js';

/** The local B2C with this client's addresses in its registration. */
export function startLocalB2c(
  port: number,
  policies?: PartialConfig['policies'],
): Promise<Emulator> {
  const origin = `http://localhost:${port}`;
  return startEmulator({
    // Looked up at every use: tests change the time.
    now: () => Date.now(),
    config: {
      ...(policies && { policies }),
      applications: defaultConfig.applications.map((application) =>
        application.clientId === defaultClientIds.web
          ? { ...application, redirectUris: { web: [`${origin}/getAToken`, `${origin}/`] } }
          : application,
      ),
    },
  });
}

/** The local B2C, the real API and the client, each on a port of its own. */
export interface WholeSetUp {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly client: WebClient;
}

/** Starts all three before the tests of a file, and stops them afterwards. */
export function useWholeSetUp(): WholeSetUp {
  const running: { emulator?: Emulator; api?: Api; client?: WebClient } = {};
  beforeAll(async () => {
    const port = await freePort();
    running.emulator = await startLocalB2c(port);
    const authorityHost = running.emulator.httpOrigin;
    running.api = await Api.start(
      { origin: authorityHost },
      { APP_CLIENT_ID: defaultClientIds.api },
    );
    await running.api.whenReady();
    const endpoint = `${running.api.origin}/tasks`;
    running.client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
  });
  afterAll(async () => {
    await running.client?.close();
    await running.api?.close();
    await running.emulator?.close();
  });
  return running as WholeSetUp;
}

/** A fresh browser in which somebody has just signed in; the page that came after. */
export async function signIn(
  client: Pick<WebClient, 'origin'>,
  visitor: Visitor = new Visitor(),
  returnTo = '/',
): Promise<{ readonly visitor: Visitor; readonly page: Visit }> {
  const query = new URLSearchParams({ return_to: returnTo }).toString();
  const address = `${client.origin}/auth/sign_in?${query}`;
  const form = await visitor.open(address);
  return { visitor, page: await visitor.submit(form, 'sign-in', { ...demoUser }) };
}
