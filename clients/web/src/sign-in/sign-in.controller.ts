import { Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { safeReturnPath, SignedInGuard } from '../session/index.js';
import { SignInService } from './sign-in.service.js';

/** The ways to the provider. */
@Controller('auth')
export class SignInController {
  constructor(private readonly signIn: SignInService) {}

  @Get('sign_in')
  async begin(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const to = { returnTo: safeReturnPath(returnTo) };
    await reply.redirect(await this.signIn.begin(request, 'sign-in', to), 303);
  }

  @Get('edit_profile')
  @UseGuards(SignedInGuard)
  async editProfile(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const to = { returnTo: safeReturnPath(returnTo) };
    await reply.redirect(await this.signIn.begin(request, 'edit-profile', to), 303);
  }

  @Get('reset_password')
  async resetPassword(
    @Query('return_to') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const to = { returnTo: safeReturnPath(returnTo) };
    await reply.redirect(await this.signIn.begin(request, 'reset-password', to), 303);
  }

  @Post('sign_out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(await this.signIn.signOut(request), 303);
  }
}
