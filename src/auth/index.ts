export { AuthStatistics, type AuthCounts } from './auth-statistics.js';
export { AuthModule } from './auth.module.js';
export type { AuthAsyncOptions, AuthOptions } from './auth.options.js';
export { ownerKey, ownerKeyIn, type Caller } from './caller.js';
export { CurrentCaller } from './current-caller.decorator.js';
export { SigningKeys } from './keys/signing-keys.js';
export { Public } from './public.decorator.js';
export {
  ACCESS_TOKEN_SCHEME,
  APP_PERMISSIONS_EXTENSION,
  RequireAccess,
  RequireRoles,
} from './require-access.decorator.js';

// For tools that say what a token, or a provider, is lacking: the very rules of the guard.
export { AUTH_OPTIONS } from './auth.options.js';
export { callerOf } from './caller.js';
export { parseCompactToken, type CompactToken, type JsonObject } from './compact-token.js';
export { readDiscoveryDocument } from './keys/discovery-document.js';
export { readKeySet } from './keys/key-set.js';
export { KeySource } from './keys/key-source.js';
export { jsonMediaType } from './keys/provider-document.js';
export { tokenProfile, type TokenProfile } from './profiles/index.js';
export { RefusedError, type TokenFault } from './refusal.js';
export { routeAccess, type RouteAccess } from './route-access.js';
export { missingAccess } from './scopes.guard.js';
export { checkHeader, type TokenRules } from './token-checks.js';
export { announcedIssuerFault, checksAfterIssuer, tokenRules } from './token-rules.js';
