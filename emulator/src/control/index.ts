export { controlApi, isControlRequest } from './control-api.js';
export { type Behaviour, Controls } from './controls.js';
export { TestTokenError, type TestTokenOptions } from './test-token.js';
