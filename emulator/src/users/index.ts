export { passwordFault } from './password.js';
export { derivedGuid, type AttributeValue, type User } from './user.js';
export { UserDirectory } from './user-directory.js';
