export { AuthStatistics, type AuthCounts } from './auth-statistics.js';
export { AuthModule } from './auth.module.js';
export type {
  AuthAsyncOptions,
  AuthOptions,
  OutgoingProxy,
  ProviderOptions,
} from './auth.options.js';
export {
  ACCESS_TOKEN_SCHEME,
  APP_PERMISSIONS_EXTENSION,
  CurrentCaller,
  Public,
  RequireAccess,
  RequireRoles,
} from './guards/index.js';
export { SigningKeys } from './keys/index.js';
export { ownerKey, ownerKeyIn, type Caller } from './token/index.js';
