export {
  AuthException,
  AuthExceptionFactory,
  type ChallengeOptions,
  type HeaderSink,
  type RefusalCount,
} from './auth.exception.js';
export { RefusedError, type Refusal, type RequestFault, type TokenFault } from './refusal.js';
