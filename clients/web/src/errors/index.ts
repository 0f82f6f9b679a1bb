export { describeError } from './describe-error.js';
export { SpokenException, type SpokenFailure } from './spoken.exception.js';
