import { Controller, Get, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInService } from './sign-in.service.js';

/**
 * Makes the controller that the provider sends people back to. Its path comes from the settings,
 * and a decorator's argument is all that Nest takes one from.
 */
export function callbackControllerAt(path: string): Type {
  @Controller(path)
  class CallbackController {
    constructor(private readonly signIn: SignInService) {}

    @Get()
    async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await reply.redirect(await this.signIn.finish(request), 303);
    }
  }
  return CallbackController;
}
