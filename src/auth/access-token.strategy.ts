import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { CredentialCarrier } from './bearer-token.js';
import type { Caller } from './caller.js';
import type { JsonObject } from './compact-token.js';
import { TokenMemory, type VerifyingKey } from './token-memory.js';
import { TokenVerifier } from './token-verifier.js';

let instances = 0;

/** The token that the guard has read from a request, and under what it is to be remembered. */
export interface Presented {
  readonly token: string;
  readonly digest: string | undefined;
}

/** A request on its way through passport. */
export interface Authenticating extends CredentialCarrier {
  presented?: Presented;
  verifiedWith?: VerifyingKey;
}

/**
 * passport-jwt, with the signing key found by {@link TokenVerifier}, which first refuses every token
 * that is wrong in anything but the signature. passport-jwt then verifies the signature and, as a
 * second lock, algorithm, audience and times.
 */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  /** passport keeps one registry for the whole process; two applications in it must not share a name. */
  override readonly name = `access-token-${++instances}`;

  constructor(
    @Inject(AUTH_OPTIONS) options: AuthOptions,
    private readonly verifier: TokenVerifier,
    private readonly memory: TokenMemory,
  ) {
    super({
      jwtFromRequest: ({ presented }: Authenticating) => presented?.token ?? null,
      secretOrKeyProvider: (request: Authenticating, rawToken: string, done) => {
        const proceed = (found: VerifyingKey) => {
          request.verifiedWith = found;
          // The type says text or bytes, jsonwebtoken takes key objects just as well.
          done(null, found.signingKey.key as unknown as Buffer);
        };
        let found: VerifyingKey | Promise<VerifyingKey>;
        try {
          found = verifier.keyFor(rawToken);
        } catch (error) {
          done(error);
          return;
        }
        if (found instanceof Promise) found.then(proceed, (error: unknown) => done(error));
        else proceed(found);
      },
      passReqToCallback: true,
      algorithms: ['RS256'],
      audience: options.audience,
      jsonWebTokenOptions: { clockTolerance: options.clockSkewSeconds },
    });
    passport.use(this.name, this);
  }

  /** Called with the claims of a verified token only; what it returns becomes the request's caller. */
  validate({ presented, verifiedWith }: Authenticating, claims: JsonObject): Caller {
    const caller = this.verifier.callerOf(claims);
    if (presented?.digest !== undefined && verifiedWith) {
      this.memory.remember(presented.digest, caller, claims, verifiedWith);
    }
    return caller;
  }
}
