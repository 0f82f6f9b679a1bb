export { AuthStatistics, type AuthCounts } from './auth-statistics.js';
export { AuthModule } from './auth.module.js';
export type { AuthAsyncOptions, AuthOptions } from './auth.options.js';
export { ownerKey, type Caller } from './caller.js';
export { CurrentCaller } from './current-caller.decorator.js';
export { SigningKeys } from './keys/signing-keys.js';
export { Public } from './public.decorator.js';
export { ACCESS_TOKEN_SCHEME, RequireScopes } from './require-scopes.decorator.js';
