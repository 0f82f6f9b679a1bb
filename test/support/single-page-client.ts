import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import {
  defaultClientIds,
  defaultConfig,
  startEmulator,
  type Emulator,
  type PartialConfig,
} from 'azure-ad-b2c-emulator';
import { freePort } from 'test-support';
import { Api } from './api.js';
import { SinglePageBuild } from './single-page-build.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The single-page client, built for one configuration and served from its own origin. */
export class SinglePageClient {
  #server: Server | undefined;

  constructor(readonly port: number) {}

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** @param variables of the build, besides those of the emulator's default configuration */
  async start(variables: Readonly<Record<string, string>>): Promise<void> {
    const build = await SinglePageBuild.make(variables);
    this.#server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, this.origin);
      const path = pathname === '/' ? '/index.html' : pathname;
      build.read(path).then(
        (file) => response.writeHead(200, { 'content-type': types[extname(path)] }).end(file),
        () => response.writeHead(404).end(),
      );
    }).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

/** The emulator, the API and the single-page client, each on its own origin. */
export interface SinglePageStack {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly client: SinglePageClient;
  /** Stops the API, which keeps its database; returns how to start it again where it was. */
  stopApi(): Promise<StartApi>;
}

/** Starts the API, and waits until it can check tokens unless told otherwise. */
export type StartApi = (how?: { readonly ready: boolean }) => Promise<void>;

interface StackOptions {
  /** The product that the emulator plays; B2C unless told otherwise. */
  readonly provider?: 'b2c' | 'entra' | 'external-id';
  /** Whether the client reaches the emulator with TLS, as it reaches a real provider. */
  readonly tls?: boolean;
  /** Environment of the API on top of the usual one. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Permissions of the client for the API. */
  readonly scopes?: string[];
  /** People besides the demo person. */
  readonly others?: NonNullable<PartialConfig['users']>;
}

/** Starts all three before the tests of a file, and stops them afterwards. */
export function useSinglePageStack(options: StackOptions = {}): SinglePageStack {
  const running: { -readonly [Part in keyof SinglePageStack]?: SinglePageStack[Part] } = {};
  let dataDirectory: string;
  beforeAll(async () => {
    const client = new SinglePageClient(await freePort());
    const { provider = 'b2c', tls = false } = options;
    const emulator = await startEmulator({
      config: configFor(client, options),
      ...(tls && { httpsPort: 0 }),
    });
    dataDirectory = await mkdtemp(join(tmpdir(), 'single-page-tasks-'));
    const port = await freePort();
    const startApi: StartApi = async ({ ready } = { ready: true }) => {
      const variables = {
        APP_CLIENT_ID: defaultClientIds.api,
        CORS_ORIGINS: client.origin,
        PORT: String(port),
        DATA_DIR: dataDirectory,
        IDENTITY_PROVIDER: provider,
        ...(provider !== 'b2c' && { TENANT_ID: defaultConfig.tenant.id }),
        ...options.environment,
      };
      running.api = await Api.start({ origin: emulator.httpOrigin }, variables);
      if (ready) {
        await running.api.whenReady();
      }
    };
    Object.assign(running, { client, emulator });
    running.stopApi = async () => {
      await running.api?.close();
      return startApi;
    };
    await startApi();
    await client.start({
      VITE_API_URL: `http://localhost:${port}`,
      VITE_AUTHORITY_HOST: (tls && emulator.httpsOrigin) || emulator.httpOrigin,
      VITE_IDENTITY_PROVIDER: provider,
      ...(provider !== 'b2c' && { VITE_TENANT_ID: defaultConfig.tenant.id }),
    });
  });
  afterAll(async () => {
    await running.client?.stop();
    await running.api?.close();
    await running.emulator?.close();
    await rm(dataDirectory, { recursive: true });
  });
  return running as SinglePageStack;
}

/** The emulator's default configuration, with the redirect URI of this client. */
function configFor({ origin }: SinglePageClient, options: StackOptions): PartialConfig {
  const { provider = 'b2c', scopes, others = [] } = options;
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
  return { provider, applications, users: [...defaultConfig.users, ...others] };
}
