export { importRsaKey, modulusBits, readSigningKeys, type SigningKey } from './json-web-keys.js';
export {
  fetchBounded,
  jsonMediaType,
  ProviderDocumentError,
  readProviderMetadata,
  type ProviderMetadata,
} from './provider-metadata.js';
export { RemoteKeySet, type KeySetCounts } from './remote-key-set.js';
export { SigningKeys } from './signing-keys.js';
