import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { defineApp, type App, type AppDefinition } from '../../src/app.js';
import { parseSettings } from '../../src/config/index.js';
import { AuthStatistics } from '../../src/auth/index.js';
import { startTracing } from '../../src/tracing/index.js';
import { createLogger } from '../../src/logging/index.js';
import { besideOtherProviders, hasOtherProviders } from './other-providers.js';
import { audience, clientId, policyName, tenantName } from './provider.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Replaces providers of the application. */
export type Override = (builder: TestingModuleBuilder) => TestingModuleBuilder;

/** One line of the log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A request in short: the token goes into the Authorization header, the body is sent as JSON. */
export interface Call {
  readonly method?: string;
  readonly token?: string | Promise<string>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with its body already read. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The API, listening on a port of its own, with a database of its own. */
export class Api {
  private constructor(
    readonly nest: NestFastifyApplication,
    readonly document: OpenAPIObject,
    readonly origin: string,
    readonly log: LogLine[],
    private readonly database: TestDatabase,
  ) {}

  /**
   * Starts the API against a provider.
   *
   * @param environment variables on top of those that every test needs
   * @param override replaces providers before the modules are compiled
   */
  static async start(
    provider: { readonly origin: string },
    environment: Readonly<Record<string, string>> = {},
    override?: Override,
  ): Promise<Api> {
    const database = await createTestDatabase();
    const settings = parseSettings(
      besideOtherProviders({
        TENANT_NAME: tenantName,
        APP_CLIENT_ID: audience,
        OPENAPI_CLIENT_ID: clientId,
        AUTH_POLICY_NAME: policyName,
        AUTHORITY_HOST: provider.origin,
        // All tests call from one address, and far more often than a caller may.
        RATE_LIMIT_PER_IP: 'off',
        RATE_LIMIT_PER_SUBJECT: 'off',
        ...database.environment,
        ...environment,
      }),
    );
    const log: LogLine[] = [];
    const write = (line: string) => void log.push(JSON.parse(line) as LogLine);
    const { nest, document } = await createTestApp(
      defineApp(
        settings,
        createLogger(settings.logging.level, { write }),
        settings.tracing && startTracing(settings.tracing),
      ),
      override,
    );
    await nest.listen(Number(environment['PORT'] ?? 0), '127.0.0.1');
    return new Api(nest, document, await nest.getUrl(), log, database);
  }

  async call<T = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<T>> {
    const { method = 'GET', token, body, headers = {} } = call;
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${await token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text.startsWith('{') ? JSON.parse(text) : text) as T,
    };
  }

  /**
   * Waits until the signing keys have been had and the database is open. An API with several providers is
   * ready with the keys of one.
   */
  async whenReady(): Promise<this> {
    const status = () => this.call('/health/ready').then((answer) => answer.status);
    // A connection to an API that was here before is of no use: the next attempt makes a new one.
    while ((await status().catch(() => undefined)) !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return hasOtherProviders() ? this.whenAllKeysAreThere() : this;
  }

  /** Waits until the signing keys of every provider have been had. */
  async whenAllKeysAreThere(): Promise<this> {
    const statistics = this.nest.get(AuthStatistics);
    while (!statistics.read().keys.every(({ usable }) => usable)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this;
  }

  /** Variables that make another API use the same database. */
  get databaseVariables(): Readonly<Record<string, string>> {
    return this.database.environment;
  }

  async close(): Promise<void> {
    await this.nest.close();
    await this.database.remove();
  }
}

/** The application of the program, compiled as a testing module, so that providers can be overridden. */
async function createTestApp(
  { module, adapter, options, configure }: AppDefinition,
  override: Override = (builder) => builder,
): Promise<App> {
  const builder = Test.createTestingModule({ imports: [module] });
  if (options.logger) {
    builder.setLogger(options.logger as LoggerService);
  }
  const compiled = await override(builder).compile();
  // As NestFactory does. Without it, Fastify's own error handler answers on routes added by hand.
  await adapter.init();
  return configure(compiled.createNestApplication<NestFastifyApplication>(adapter, options));
}
