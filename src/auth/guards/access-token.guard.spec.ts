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

/** What the global guards say to a call of another kind than HTTP that carries no token. */
async function verdicts(type: string, name: 'closed' | 'open'): Promise<unknown[]> {
  const app = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const context = new ExecutionContextHost(
    [{}, {}],
    Handlers,
    Reflect.get(Handlers.prototype, name),
  );
  context.setType(type);
  const [token, ...others] = app.get(ApplicationConfig).getGlobalGuards();
  const first: unknown = await token?.canActivate(context);
  return [first, ...others.map((guard) => guard.canActivate(context))];
}

it('refuses a call by a way that it does not know, and names the handler', async () => {
  await expect(verdicts('queue', 'closed')).rejects.toThrow(
    'calls by way of "queue", and Handlers.closed was called so',
  );
  expect(await verdicts('queue', 'open')).toEqual([true, true]);
});

it.each(['rpc', 'ws'])('refuses a call by way of %s without a token', async (type) => {
  await expect(verdicts(type, 'closed')).rejects.toThrow('Access token is missing or invalid');
  expect(await verdicts(type, 'open')).toEqual([true, true]);
});

it('refuses a call by way of GraphQL that has no request in its context', async () => {
  const app = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const handler = Reflect.get(Handlers.prototype, 'closed');
  const context = new ExecutionContextHost([{}, {}, {}, {}], Handlers, handler);
  context.setType('graphql');
  const [token] = app.get(ApplicationConfig).getGlobalGuards();
  expect(() => token?.canActivate(context)).toThrow('needs the request in the context of GraphQL');
});
