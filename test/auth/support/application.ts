import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AuthModule, type AuthOptions } from '../../../src/auth/index.js';
import { createTestProvider, type TestProvider } from '../../../src/auth/testing/index.js';

/** An application that trusts a test provider, on a free port of this machine. */
export interface TestApplication extends AsyncDisposable {
  readonly app: INestApplication;
  readonly provider: TestProvider;
  readonly port: number;
}

interface ApplicationDefinition extends Pick<
  ModuleMetadata,
  'imports' | 'providers' | 'controllers'
> {
  readonly adapter?: AbstractHttpAdapter;
  readonly auth?: Partial<AuthOptions>;
  /** What comes between the creation of the application and its start. */
  readonly configure?: (app: INestApplication) => unknown;
}

export async function startApplication({
  adapter = new ExpressAdapter(),
  auth,
  imports = [],
  configure,
  ...module
}: ApplicationDefinition): Promise<TestApplication> {
  const provider = await createTestProvider();
  try {
    const testing = await Test.createTestingModule({
      imports: [AuthModule.forRoot({ providers: [provider.options], ...auth }), ...imports],
      ...module,
    }).compile();
    const app = testing.createNestApplication(adapter, { logger: false });
    await configure?.(app);
    await app.listen(0, '127.0.0.1');
    const port = Number(new URL(await app.getUrl()).port);
    const dispose = async () => {
      await app.close();
      await provider.close();
    };
    return { app, provider, port, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await provider.close();
    throw error;
  }
}
