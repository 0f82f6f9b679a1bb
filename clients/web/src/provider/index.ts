export type { IdTokenClaims } from './id-token.validator.js';
export {
  IdentityProviderService,
  type AccessToken,
  type ApiTokens,
  type AuthorizationSecrets,
  type RefreshResult,
  type SignInResult,
} from './identity-provider.service.js';
export { providerErrorCode } from './provider.exceptions.js';
export { ProviderModule } from './provider.module.js';
