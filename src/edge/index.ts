export { Edge } from './edge.js';
export { EdgeModule } from './edge.module.js';
export type { EdgeOptions } from './edge.options.js';
export { SkipEdgeChecks } from './route-config.js';
export { securityHeaders } from './security-headers.js';
