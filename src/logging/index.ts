export { createLogger, prettyDestination, printable } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { newRequestId, RequestLog, requestIdOf, routePattern } from './request-log.js';
