import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { asGuid, type JsonObject } from '../providers/index.js';
import { RefusedError, type TokenFault } from '../refusals/index.js';
import { AccessTokenValidator } from './access-token.validator.js';
import type { Caller } from '../caller.interface.js';
import { callerOf } from './caller.js';
import {
  VerifiedTokenCache,
  type PresentedToken,
  type VerifyingKey,
} from './verified-token.cache.js';

/** The name of the strategy in passport. */
const strategyName = 'access-token';

/**
 * What passport gets as its request: it writes six functions for sessions on whatever it is given,
 * and nothing here has a session.
 */
class PassportRequest {
  verifiedWith: VerifyingKey | undefined;

  constructor(readonly presented: PresentedToken) {}
}

type Middleware = (
  request: PassportRequest,
  response: object,
  next: (error: unknown) => void,
) => void;

/** passport writes to a response only where it answers itself, and a verdict is given back here instead. */
const noResponse = Object.freeze({});

/** How passport-jwt is given a key: jsonwebtoken takes key objects, although it is typed otherwise. */
type KeyCallback = (error: unknown, key?: KeyObject) => void;

/** The part of a passport that is used here: registering a strategy, and running it. */
interface Passport {
  use(name: string, strategy: unknown): unknown;
  authenticate(name: string, options: object, verdict: unknown): unknown;
}

/**
 * passport-jwt's strategy as `@nestjs/passport` wraps it. Typed here, so that the declarations of this
 * package ask nobody for `@types/passport-jwt`.
 */
type StrategyClass = new (options: object) => { validate(...args: never[]): unknown };
const JwtStrategy = PassportStrategy(Strategy, strategyName) as unknown as StrategyClass;

/**
 * passport-jwt, with the signing key found by {@link AccessTokenValidator}, which first refuses every
 * token that is wrong in anything but the signature. passport-jwt then verifies the signature and, as
 * a second lock, algorithm, audience and times.
 */
@Injectable()
export class AccessTokenStrategy extends JwtStrategy {
  declare private ownPassport: Passport | undefined;

  constructor(
    @Inject(AUTH_OPTIONS) options: ResolvedAuthOptions,
    validator: AccessTokenValidator,
    private readonly cache: VerifiedTokenCache,
  ) {
    super({
      jwtFromRequest: ({ presented }: PassportRequest) => presented.token,
      secretOrKeyProvider: (request: PassportRequest, rawToken: string, done: KeyCallback) => {
        const proceed = (found: VerifyingKey) => {
          request.verifiedWith = found;
          done(null, found.signingKey.key);
        };
        let found: VerifyingKey | Promise<VerifyingKey>;
        try {
          found = validator.resolveSigningKey(rawToken);
        } catch (error) {
          done(error);
          return;
        }
        if (found instanceof Promise) {
          found.then(proceed, (error: unknown) => done(error));
        } else {
          proceed(found);
        }
      },
      passReqToCallback: true,
      algorithms: ['RS256'],
      audience: options.providers.flatMap(({ audience, audiences = [] }) =>
        [audience, ...audiences].map(anyCaseOf),
      ),
      jsonWebTokenOptions: { clockTolerance: options.clockSkewSeconds },
    });
  }

  /**
   * Where `@nestjs/passport` registers the strategy. The passport that the package exports belongs to
   * the whole process: a second application in it would check tokens by the rules of the first.
   */
  getPassportInstance(): Passport {
    return (this.ownPassport ??= new passport.Passport());
  }

  /**
   * Who is calling with a token that is not in the cache. Calls passport directly: `AuthGuard` of
   * `@nestjs/passport` uses the passport of the whole process, and copies its options three times for
   * each request, which takes as long as all the checks of the claims together.
   *
   * @throws {RefusedError}
   */
  verify(presented: PresentedToken): Promise<Caller> {
    return new Promise((resolve, reject) => {
      const request = new PassportRequest(presented);
      const verdict = (error: unknown, caller: Caller | false, info: unknown) => {
        if (caller) {
          resolve(caller);
        } else {
          reject(error ?? toRefusal(info, request.verifiedWith?.rules.provider.name));
        }
      };
      const authenticate = this.getPassportInstance().authenticate(
        strategyName,
        { session: false },
        verdict,
      ) as Middleware;
      authenticate(request, noResponse, reject);
    });
  }

  /** Called by passport with the claims of a verified token only; what it returns is the caller. */
  override validate({ presented, verifiedWith }: PassportRequest, claims: JsonObject): Caller {
    if (!verifiedWith) {
      throw new TypeError('passport-jwt verified a token without asking for its key');
    }
    this.cache.set(presented, claims, verifiedWith);
    return callerOf(claims, verifiedWith.rules);
  }
}

/** GUIDs are the same whatever their case. Typed as text, but jsonwebtoken takes patterns as well. */
function anyCaseOf(audience: string): string {
  return asGuid(audience) === undefined
    ? audience
    : (new RegExp(`^${audience}$`, 'i') as unknown as string);
}

/** The faults that jsonwebtoken finds, by the names of its errors. */
const faults: Partial<Record<string, TokenFault>> = {
  JsonWebTokenError: 'signature',
  // Checked before, but time goes on.
  TokenExpiredError: 'expired',
  NotBeforeError: 'not_yet_valid',
};

/** passport-jwt reports every error as a token that was refused, defects on our side included. */
function toRefusal(error: unknown, provider: string | undefined): unknown {
  const reason = error instanceof Error ? faults[error.name] : undefined;
  return reason ? new RefusedError({ kind: 'invalid_token', reason }, provider) : error;
}
