import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { Caller } from './caller.js';
import type { JsonObject } from './compact-token.js';
import { TokenMemory, type Presented, type VerifyingKey } from './token-memory.js';
import { TokenVerifier } from './token-verifier.js';

/** What passport knows the strategy by. */
export const strategyName = 'access-token';

/**
 * What passport gets as its request: it writes six functions for sessions on whatever it is given,
 * and nothing here has a session.
 */
export class Attempt {
  verifiedWith: VerifyingKey | undefined;

  constructor(readonly presented: Presented) {}
}

/**
 * passport-jwt, with the signing key found by {@link TokenVerifier}, which first refuses every token
 * that is wrong in anything but the signature. passport-jwt then verifies the signature and, as a
 * second lock, algorithm, audience and times.
 */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, strategyName) {
  declare private ownPassport: passport.Authenticator | undefined;

  constructor(
    @Inject(AUTH_OPTIONS) options: AuthOptions,
    private readonly verifier: TokenVerifier,
    private readonly memory: TokenMemory,
  ) {
    super({
      jwtFromRequest: ({ presented }: Attempt) => presented.token,
      secretOrKeyProvider: (attempt: Attempt, rawToken: string, done) => {
        const proceed = (found: VerifyingKey) => {
          attempt.verifiedWith = found;
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
  }

  /**
   * Where `@nestjs/passport` registers the strategy. The passport that the package exports belongs to
   * the whole process: a second application in it would check tokens by the rules of the first.
   */
  getPassportInstance(): passport.Authenticator {
    return (this.ownPassport ??= new passport.Passport());
  }

  /** Called with the claims of a verified token only; what it returns is the caller. */
  validate({ presented, verifiedWith }: Attempt, claims: JsonObject): Caller {
    if (verifiedWith) this.memory.remember(presented, claims, verifiedWith);
    return this.verifier.callerOf(claims);
  }
}
