import { Controller, Get } from '@nestjs/common';
import type { Caller } from './caller.js';
import { CurrentCaller } from './current-caller.decorator.js';
import { RequireScopes } from './require-scopes.decorator.js';

/** What `GET /me` answers: the caller, with the expiry as RFC 3339 writes it. */
export type Me = Omit<Caller, 'expiresAt'> & { readonly expiry: string };

@Controller('me')
export class MeController {
  @Get()
  @RequireScopes()
  me(@CurrentCaller() caller: Caller): Me {
    return meOf(caller);
  }
}

/** What a caller is told about itself. */
export function meOf({ expiresAt, ...caller }: Caller): Me {
  return { ...caller, expiry: new Date(expiresAt * 1000).toISOString() };
}
