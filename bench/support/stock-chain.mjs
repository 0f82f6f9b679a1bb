import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { decorate } from './nest.mjs';

/**
 * What tutorials put together: passport-jwt with the keys of jwks-rsa, both with the settings that
 * their documentation recommends.
 *
 * @param {import('./provider.mjs').ProviderFacts} facts
 */
export function stockStrategy({ jwksUri, issuer, audience }) {
  class JwtStrategy extends PassportStrategy(Strategy) {
    constructor() {
      super({
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: passportJwtSecret({
          cache: true,
          rateLimit: true,
          jwksRequestsPerMinute: 5,
          jwksUri,
        }),
        issuer,
        audience,
        algorithms: ['RS256'],
      });
    }

    validate({ sub }) {
      return { subject: sub };
    }
  }
  decorate(JwtStrategy, [Injectable()]);
  return JwtStrategy;
}

export const StockGuard = AuthGuard('jwt');
