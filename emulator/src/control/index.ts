export { controlRoute, isControlRequest } from './control.routes.js';
export { Controls } from './controls.js';
export { MintError } from './mint-token.js';
export type { MintOptions } from './mint.schema.js';
