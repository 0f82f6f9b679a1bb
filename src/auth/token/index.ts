export {
  announcedIssuerFault,
  checkHeader,
  checksAfterIssuer,
  tokenRules,
  type TokenCheckName,
  type TokenRules,
} from './access-token.checks.js';
export { AccessTokenStrategy } from './access-token.strategy.js';
export { AccessTokenValidator } from './access-token.validator.js';
export { readBearerToken, type RequestCredentials } from './authorization-header.js';
export type { Caller } from '../caller.interface.js';
export { callerOf, ownerKey, ownerKeyIn } from './caller.js';
export { parseCompactJws, type CompactJws } from './compact-jws.js';
export { TokenAuthenticator } from './token-authenticator.js';
export { VerifiedTokenCache, type VerifiedTokenCounts } from './verified-token.cache.js';
