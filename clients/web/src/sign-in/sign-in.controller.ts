import { Controller, Get, Post, Query, Req, Res, UseGuards, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserFlow } from '../config/index.js';
import { AuthenticatedGuard, safeReturnPath } from '../session/index.js';
import { SignInLimitGuard } from './sign-in-limit.guard.js';
import { SignInService } from './sign-in.service.js';

/** Sends people to the provider, and signs them out. */
@Controller('auth')
export class SignInController {
  constructor(private readonly service: SignInService) {}

  @Get('sign_in')
  @UseGuards(SignInLimitGuard)
  signIn(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return redirectToFlow(this.service, 'sign-in', returnTo, request, reply);
  }

  @Post('sign_out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(await this.service.signOut(request, reply), 303);
  }
}

/** The user flows that only B2C has; with other products these routes do not exist. */
@Controller('auth')
export class B2cFlowsController {
  constructor(private readonly service: SignInService) {}

  @Get('edit_profile')
  @UseGuards(AuthenticatedGuard, SignInLimitGuard)
  editProfile(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return redirectToFlow(this.service, 'edit-profile', returnTo, request, reply);
  }

  @Get('reset_password')
  @UseGuards(SignInLimitGuard)
  resetPassword(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return redirectToFlow(this.service, 'reset-password', returnTo, request, reply);
  }
}

/**
 * Creates the controller of the redirect URI. The path comes from the settings, and a decorator's
 * argument is the only way to give Nest a path.
 */
export function createCallbackController(path: string): Type {
  @Controller(path)
  class CallbackController {
    constructor(private readonly service: SignInService) {}

    @Get()
    async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await reply.redirect(await this.service.handleCallback(request, reply), 303);
    }
  }
  return CallbackController;
}

async function redirectToFlow(
  service: SignInService,
  flow: UserFlow,
  returnTo: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const options = { returnTo: safeReturnPath(returnTo) };
  await reply.redirect(await service.start(request, reply, flow, options), 303);
}
