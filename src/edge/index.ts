export { Edge } from './edge.js';
export { EdgeModule } from './edge.module.js';
export type { EdgeOptions } from './edge.options.js';
export type { LimitUsage } from './limits/index.js';
export { SkipEdgeChecks } from './edge-hook.js';
export { securityHeaders } from './security-headers.js';
