import { Controller, Get, Inject, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { PageRenderer } from '../pages/index.js';
import { AuthenticatedGuard } from '../session/index.js';
import { DownstreamApiService } from './downstream-api.service.js';

/** Calls the configured `ENDPOINT`, and shows the JSON of its response. */
@Controller('call_downstream_api')
@UseGuards(AuthenticatedGuard)
export class EndpointController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly api: DownstreamApiService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const url = this.settings.downstream.endpoint;
    const { status, body } = await this.api.call(request, { url });
    await this.pages.send(request, reply, {
      template: 'endpoint',
      title: 'Answer of the API',
      data: { url, status, json: JSON.stringify(body, null, 2) },
    });
  }
}
