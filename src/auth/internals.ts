// For tools that explain a refusal or examine a provider: the very rules that the guard applies.
export {
  AUTH_OPTIONS,
  type ResolvedAuthOptions as AuthOptions,
  type OutgoingProxy,
  type ProviderOptions,
} from './auth.options.js';
export {
  missingAccess,
  requiredAuthContext,
  routeAccess,
  type RouteAccess,
} from './guards/index.js';
export {
  describeFetchError,
  fetchBounded,
  importRsaKey,
  jsonMediaType,
  modulusBits,
  readProviderMetadata,
  readSigningKeys,
  RemoteKeySet,
  type ProviderMetadata,
} from './keys/index.js';
export {
  endpointsBeside,
  guidsIn,
  createProviderRules,
  type ProviderRules,
  type JsonObject,
} from './providers/index.js';
export { RefusedError, type TokenFault } from './refusals/index.js';
export {
  announcedIssuerFault,
  callerOf,
  checkHeader,
  checksAfterIssuer,
  parseCompactJws,
  tokenRules,
  type CompactJws,
  type TokenCheckName,
  type TokenRules,
} from './token/index.js';
