import { Controller, Get, Post, Query, Req, Res, UseGuards, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthenticatedGuard, safeReturnPath } from '../session/index.js';
import { SignInService } from './sign-in.service.js';

/** Sends people to the provider, and signs them out. */
@Controller('auth')
export class SignInController {
  constructor(private readonly signIn: SignInService) {}

  @Get('sign_in')
  async start(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const options = { returnTo: safeReturnPath(returnTo) };
    await reply.redirect(await this.signIn.start(request, 'sign-in', options), 303);
  }

  @Get('edit_profile')
  @UseGuards(AuthenticatedGuard)
  async editProfile(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const options = { returnTo: safeReturnPath(returnTo) };
    await reply.redirect(await this.signIn.start(request, 'edit-profile', options), 303);
  }

  @Get('reset_password')
  async resetPassword(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const options = { returnTo: safeReturnPath(returnTo) };
    await reply.redirect(await this.signIn.start(request, 'reset-password', options), 303);
  }

  @Post('sign_out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(await this.signIn.signOut(request), 303);
  }
}

/**
 * Creates the controller of the redirect URI. The path comes from the settings, and a decorator's
 * argument is the only way to give Nest a path.
 */
export function createCallbackController(path: string): Type {
  @Controller(path)
  class CallbackController {
    constructor(private readonly signIn: SignInService) {}

    @Get()
    async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await reply.redirect(await this.signIn.handleCallback(request), 303);
    }
  }
  return CallbackController;
}
