import { types } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { AccessDenied, RefusedError } from '../refusals/index.js';
import { TokenAuthenticator, type Caller, type RequestCredentials } from '../token/index.js';
import type { AuthenticatedCarrier } from '../transports/index.js';

type LoadUser = NonNullable<ResolvedAuthOptions['loadUser']>;

/** Admits whoever has a valid token and is not refused by the application's own `loadUser`. */
@Injectable()
export class Admission {
  constructor(
    @Inject(AUTH_OPTIONS) private readonly options: ResolvedAuthOptions,
    private readonly authenticator: TokenAuthenticator,
  ) {}

  /**
   * Leaves caller and user on the carrier: at once where nothing has to be waited for.
   *
   * @throws {RefusedError} at once, or by rejection
   */
  admit(credentials: RequestCredentials, carrier: AuthenticatedCarrier): Caller | Promise<Caller> {
    const caller = this.authenticator.authenticate(credentials);
    return types.isPromise(caller)
      ? caller.then((found) => this.#leave(found, carrier))
      : this.#leave(caller, carrier);
  }

  #leave(caller: Caller, carrier: AuthenticatedCarrier): Caller | Promise<Caller> {
    const { loadUser } = this.options;
    if (loadUser) {
      return userOf(caller, loadUser).then((user) => {
        Object.assign(carrier, { caller, user });
        return caller;
      });
    }
    carrier.caller = caller;
    return caller;
  }
}

async function userOf(caller: Caller, loadUser: LoadUser): Promise<unknown> {
  try {
    return await loadUser(caller);
  } catch (error) {
    if (error instanceof AccessDenied) {
      const { reason, detail } = error;
      throw new RefusedError({ kind: 'access_denied', reason, detail }, caller.provider);
    }
    throw error;
  }
}
