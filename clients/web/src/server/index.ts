export { addRequestLog } from './request-log.js';
export { addSecurityHeaders } from './security-headers.js';
export { serverOptions } from './server-options.js';
export { stopOnSignals } from './stop-on-signals.js';
