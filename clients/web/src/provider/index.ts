export type { IdTokenClaims } from './id-token.claims.js';
export { IdTokenVerifier } from './id-token.verifier.js';
export {
  IdentityProvider,
  type AccessToken,
  type Identity,
  type Renewal,
  type RequestSecrets,
  type Tokens,
} from './identity-provider.js';
export { b2cCodeOf } from './provider.failures.js';
export { ProviderModule } from './provider.module.js';
