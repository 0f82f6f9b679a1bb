import { Module } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccessTokenGuard } from '../../dist/auth/guards/index.js';
import { AuthModule, AuthStatistics, SigningKeys } from '../../dist/auth/index.js';
import { authOptions } from '../support/auth-options.mjs';
import { decorate, executionContext } from '../support/nest.mjs';

function handler() {}

/** As bare as any route that needs a token and no scope: nothing is set, on method or class. */
class SomeController {}

class SomeModule {}

/**
 * This project's guard on a route that needs a token: cache, passport, all checks, the caller.
 *
 * @param {import('../support/provider.mjs').ProviderFacts} facts
 * @param {{ verifiedTokens?: object }} options
 */
export async function createVerifier(facts, options) {
  const auth = AuthModule.forRoot(authOptions(facts, options));
  decorate(SomeModule, [Module({ imports: [auth] })]);
  // It listens nowhere: the guard reads a request as the adapter of the application has it.
  const application = await NestFactory.create(SomeModule, new FastifyAdapter(), { logger: false });
  await application.init();
  const signingKeys = application.get(SigningKeys);
  while (signingKeys.missing().length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const guard = await application.select(auth).get(ModuleRef).create(AccessTokenGuard);
  const route = { handler, controller: SomeController };
  const statistics = application.get(AuthStatistics);
  return {
    verify: async (credentials) => {
      const context = executionContext(credentials, route);
      await guard.canActivate(context);
      return context.getArgByIndex(0).caller.subject;
    },
    rememberedTokens: () => statistics.read().verifiedTokens,
  };
}
