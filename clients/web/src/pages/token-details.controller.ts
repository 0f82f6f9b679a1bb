import { Controller, Get, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signedInOf, SignedInGuard } from '../session/index.js';
import { claimRows } from './claim-rows.js';
import { Pages } from './pages.js';

/** The claims of the latest ID token. */
@Controller('auth/token_details')
@UseGuards(SignedInGuard)
export class TokenDetailsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.send(request, reply, {
      template: 'token-details',
      title: 'Your ID token',
      data: { rows: claimRows(signedInOf(request)?.claims.all ?? {}) },
    });
  }
}
