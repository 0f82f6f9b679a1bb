export { KeyRing, type KeyStatus } from './key-ring.js';
export type { PublishedKey, SigningKey } from './signing-key.js';
export { type Claims, isSignedByRing, signToken } from './token-signature.js';
