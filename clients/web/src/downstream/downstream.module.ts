import { Module } from '@nestjs/common';
import { HttpClientModule } from '../http-client/index.js';
import { PagesModule } from '../pages/index.js';
import { ProviderModule } from '../provider/index.js';
import { AccessTokenService } from './access-token.service.js';
import { DownstreamApiClient } from './downstream-api.client.js';
import { DownstreamApiService } from './downstream-api.service.js';
import { EndpointController } from './endpoint.controller.js';
import { TasksController } from './tasks.controller.js';
import { TasksService } from './tasks.service.js';

/** The pages that call the API. */
@Module({
  imports: [HttpClientModule, ProviderModule, PagesModule],
  controllers: [TasksController, EndpointController],
  providers: [AccessTokenService, DownstreamApiClient, DownstreamApiService, TasksService],
})
export class DownstreamModule {}
