import { Global, Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { DATABASE_OPTIONS, type DatabaseOptions } from './database.options.js';
import { Database } from './database.js';

/** Gives every feature the one connection. */
@Global()
@Module({})
export class DatabaseModule {
  static forRootAsync(
    options: Pick<FactoryProvider<DatabaseOptions>, 'inject' | 'useFactory'>,
  ): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: DATABASE_OPTIONS, ...options }, Database],
      exports: [Database],
    };
  }
}
