import { Controller, Get, Inject, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import { Pages } from '../pages/index.js';
import { SignedInGuard } from '../session/index.js';
import { DownstreamService } from './downstream.service.js';

/** Calls whatever address is configured, and shows its JSON. */
@Controller('call_downstream_api')
@UseGuards(SignedInGuard)
export class EndpointController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly downstream: DownstreamService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async call(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const url = this.settings.downstream.endpoint;
    const { status, body } = await this.downstream.call(request, { url });
    await this.pages.send(request, reply, {
      template: 'endpoint',
      title: 'Answer of the API',
      data: { url, status, json: JSON.stringify(body, null, 2) },
    });
  }
}
