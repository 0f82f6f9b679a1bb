import { Module } from '@nestjs/common';
import { PagesModule } from '../pages/index.js';
import { ProviderModule } from '../provider/index.js';
import { AccessTokenService } from './access-token.service.js';
import { DownstreamClient } from './downstream.client.js';
import { DownstreamService } from './downstream.service.js';
import { EndpointController } from './endpoint.controller.js';
import { TasksController } from './tasks.controller.js';

/** Everything that calls the API. */
@Module({
  imports: [ProviderModule, PagesModule],
  controllers: [TasksController, EndpointController],
  providers: [AccessTokenService, DownstreamClient, DownstreamService],
})
export class DownstreamModule {}
