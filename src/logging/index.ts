export { createLog, readableDestination } from './log.js';
export { NestLogger } from './nest-logger.js';
export { newRequestId, requestIdOf } from './request-id.js';
export { RequestLog, routePattern } from './request-log.js';
export { printable } from './printable.js';
