import { Controller, Get, Module } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Test } from '@nestjs/testing';
import { AuthModule } from '../auth.module.js';
import { b2c } from '../providers/index.js';
import { Public } from './access.decorators.js';

@Controller()
class Handlers {
  @Get()
  closed(): void {}

  @Public()
  @Get('open')
  open(): void {}
}

const provider = b2c({ tenantName: 'contoso', policies: ['B2C_1_one'], audience: 'api' });

@Module({ imports: [AuthModule.forRoot({ providers: [provider] })], controllers: [Handlers] })
class AppModule {}

/** What the global guards say to a call of another kind than HTTP. */
async function verdicts(type: string, name: 'closed' | 'open'): Promise<unknown[]> {
  const app = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const context = new ExecutionContextHost(
    [{}, {}],
    Handlers,
    Reflect.get(Handlers.prototype, name),
  );
  context.setType(type);
  const guards = app.get(ApplicationConfig).getGlobalGuards();
  return guards.map((guard) => guard.canActivate(context));
}

it.each(['rpc', 'ws', 'graphql'])(
  'refuses a call by way of %s, and names the handler',
  async (type) => {
    await expect(verdicts(type, 'closed')).rejects.toThrow(
      `Handlers.closed was called by way of "${type}"`,
    );
    expect(await verdicts(type, 'open')).toEqual([true, true]);
  },
);
