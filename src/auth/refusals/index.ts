export {
  AuthException,
  AuthExceptionFactory,
  type ChallengeOptions,
  type ResponseHeaders,
  type RefusalEvent,
  type RefusalCount,
} from './auth.exception.js';
export {
  AccessDenied,
  RefusedError,
  type Refusal,
  type RequestFault,
  type TokenFault,
} from './refusal.js';
