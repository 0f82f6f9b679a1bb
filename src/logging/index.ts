export { createLogger, prettyDestination, printable } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { Pseudonyms } from './pseudonym.js';
export {
  newRequestId,
  RequestLog,
  requestIdOf,
  routePattern,
  type CallerPseudonyms,
} from './request-log.js';
