export { passwordFault } from './password.js';
export { type AttributeValue, stableGuid, type User, UserDirectory } from './user-directory.js';
