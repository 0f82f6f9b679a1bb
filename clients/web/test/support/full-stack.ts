import {
  defaultClientIds,
  defaultConfig,
  demoUser,
  startEmulator,
  type Emulator,
  type PartialConfig,
} from 'azure-ad-b2c-emulator';
import { Api } from '../../../../test/support/api.js';
import { freePort, type Visit, Visitor } from 'test-support';
import { environmentOf, WebClient } from './web-client.js';

/** The name of the session cookie over plain HTTP. */
export const cookieName = 'tasks-session';

/** Starts the emulator with this client's addresses in its registration. */
export function startB2cEmulator(
  port: number,
  policies?: PartialConfig['policies'],
  origin = `http://localhost:${port}`,
): Promise<Emulator> {
  return startEmulator({
    // Read at every use: tests change the time.
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

/** The emulator, the real API and the client, each on its own port. */
export interface FullStack {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly client: WebClient;
}

/** Starts all three before the tests of a file, and stops them afterwards. */
export function useFullStack(): FullStack {
  const running: { emulator?: Emulator; api?: Api; client?: WebClient } = {};
  beforeAll(async () => {
    const port = await freePort();
    running.emulator = await startB2cEmulator(port);
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
  return running as FullStack;
}

/** Signs the demo person in, in a new browser; returns the page after the sign-in. */
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

/** Requests that many tests make of a running client. */
export function requestsTo(running: FullStack) {
  const at = (path: string) => running.client.origin + path;
  return {
    at,

    /** Passes the sign-in page, and returns the redirect URI with the authorization response. */
    authorizationResponse: async (visitor: Visitor): Promise<URL> => {
      const form = await visitor.open(at('/auth/sign_in'), { until: at('/getAToken') });
      if (form.status === 0) {
        return form.url;
      }
      const response = await visitor.submit(form, 'sign-in', { ...demoUser }, at('/getAToken'));
      return response.url;
    },

    isSignedIn: async (visitor: Visitor): Promise<boolean> =>
      (await visitor.open(at('/auth/token_details'))).status === 200,
  };
}
