export { passwordFault } from './password.js';
export { stableGuid, type User, UserDirectory } from './user-directory.js';
