import { Controller, Get } from '@nestjs/common';
import { fromBuild } from '../support/build.mjs';
import { decorate } from '../support/nest.mjs';
import { start as startApi } from './tasks-api.mjs';

const { AppModule } = await fromBuild('app.module.js');
const { Public, RequireAccess } = await fromBuild('auth/index.js');

class StaticController {
  open() {
    return { status: 'ok' };
  }

  protected() {
    return { status: 'ok' };
  }
}
decorate(StaticController, [Controller()], {
  open: [Get('open'), Public()],
  protected: [Get('protected'), RequireAccess({ scopes: ['tasks.read'] })],
});

/**
 * The API with two routes more, which answer the same, one with and one without a token. They are
 * slipped into its module, so that whatever `createApp` puts around a route is around these too.
 */
export function start(config) {
  const forRoot = AppModule.forRoot.bind(AppModule);
  AppModule.forRoot = (...dependencies) => ({
    ...forRoot(...dependencies),
    controllers: [StaticController],
  });
  return startApi(config);
}
