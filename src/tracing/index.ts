export { startTracing, type Tracing } from './tracing.js';
export type { TracingOptions } from './tracing.options.js';
