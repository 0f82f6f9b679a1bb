export { AuthStatistics, type AuthCounts } from './auth-statistics.js';
export { AuthModule } from './auth.module.js';
export {
  AUTH_PROVIDERS,
  type AuthAsyncOptions,
  type AuthOptions,
  type OutgoingProxy,
  type ProviderOptions,
} from './auth.options.js';
export {
  AcceptProviders,
  ACCESS_TOKEN_SCHEME,
  APP_PERMISSIONS_EXTENSION,
  CurrentCaller,
  CurrentUser,
  Public,
  RequireAccess,
  RequireAuthContext,
  RequireGroups,
  RequireRoles,
} from './guards/index.js';
export { SigningKeys } from './keys/index.js';
export {
  b2c,
  entraId,
  externalId,
  type B2cTenant,
  type EntraTenant,
  type ExternalIdTenant,
} from './providers/index.js';
export { AccessDenied, AuthException, type RefusalEvent } from './refusals/index.js';
export { ownerKey, ownerKeyIn, type Caller } from './token/index.js';
