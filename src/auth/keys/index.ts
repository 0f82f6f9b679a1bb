export { describeFetchError, fetchBounded, jsonMediaType } from './bounded-fetch.js';
export { importRsaKey, modulusBits, readSigningKeys, type SigningKey } from './json-web-keys.js';
export { ProviderDocumentError } from './provider-document.error.js';
export { readProviderMetadata, type ProviderMetadata } from './provider-metadata.js';
export { RemoteKeySet, type KeySetCounts } from './remote-key-set.js';
export { SigningKeys, type ProviderKeySetCounts } from './signing-keys.js';
