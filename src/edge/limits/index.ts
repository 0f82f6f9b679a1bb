export { RateLimits, type LimitUsage } from './rate-limits.js';
export { SUBJECT_LIMIT, SubjectLimitGuard, type SubjectLimit } from './subject-limit.guard.js';
