export { describeError } from './describe-error.js';
export { UserFacingException, type ErrorDescription } from './user-facing.exception.js';
