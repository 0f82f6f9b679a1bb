import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { defaultClientIds, defaultSecrets } from 'azure-ad-b2c-emulator';
import { AppModule } from '../../src/app.module.js';
import { applicationOptions, configureApp, createAdapter } from '../../src/app.js';
import { parseSettings, type Settings } from '../../src/config/index.js';

const api = `https://contoso.onmicrosoft.com/${defaultClientIds.api}`;

/** The client's environment for the emulator's default configuration. */
export function environmentOf(options: {
  readonly authorityHost: string;
  readonly endpoint: string;
  readonly port: number;
}): Record<string, string> {
  return {
    B2C_TENANT_NAME: 'contoso',
    CLIENT_ID: defaultClientIds.web,
    CLIENT_SECRET: defaultSecrets.web,
    SIGNUPSIGNIN_USER_FLOW: 'B2C_1_signupsignin',
    EDITPROFILE_USER_FLOW: 'B2C_1_editprofile',
    RESETPASSWORD_USER_FLOW: 'B2C_1_resetpassword',
    AUTHORITY_HOST: options.authorityHost,
    REDIRECT_URI: `http://localhost:${options.port}/getAToken`,
    ENDPOINT: options.endpoint,
    SCOPE: `${api}/tasks.read, ${api}/tasks.write`,
    SESSION_SECRET: 'a secret of the tests and of nothing else',
    // All tests come from one address.
    RATE_LIMIT_PER_IP: 'off',
    HOST: '127.0.0.1',
    PORT: String(options.port),
  };
}

/** A listening client, and every line that it logged. */
export class WebClient {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly origin: string,
    readonly log: readonly string[],
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<WebClient> {
    const settings = parseSettings(environment);
    const lines: string[] = [];
    const app = await createTestApp(settings, logInto(lines));
    await app.listen(settings.http.port, settings.http.host);
    return new WebClient(app, settings.http.publicOrigin, lines);
  }

  async close(): Promise<void> {
    const closed = this.app.close();
    this.app.getHttpServer().closeAllConnections();
    await closed;
  }
}

/** The application as `createApp` makes it, from a testing module. */
async function createTestApp(
  settings: Settings,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule({ imports: [AppModule.forRoot(settings)] })
    .setLogger(logger)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(createAdapter(settings), {
    ...applicationOptions,
    logger,
  });
  return configureApp(app, settings);
}

function logInto(lines: string[]): LoggerService {
  const write = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  return { log: write, warn: write, error: write, debug: write };
}
