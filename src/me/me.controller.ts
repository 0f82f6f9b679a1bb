import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, RequireAccess, type Caller } from '../auth/index.js';
import { meQuerySchema, meSchema, type Me } from './me.schema.js';

/** Lets a caller see itself as the API sees it. */
@ApiTags('caller')
@Controller('me')
export class MeController {
  @Get()
  @RequireAccess()
  @ApiOperation({ operationId: 'getMe', summary: 'See who the access token says you are' })
  @ApiResponse({ status: 200, description: 'The caller.', standardSchema: meSchema })
  me(
    @CurrentCaller()
    {
      expiresAt,
      owner: _owner,
      custom: _custom,
      authContexts: _authContexts,
      canAnswerClaimsChallenge: _canAnswerClaimsChallenge,
      ...caller
    }: Caller,
    @Query({ schema: meQuerySchema }) _query: unknown,
  ): Me {
    return { ...caller, expiry: new Date(expiresAt * 1000).toISOString() };
  }
}
