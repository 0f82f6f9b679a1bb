export type { TestProviderOptions } from './test-provider.options.js';
export { createTestProvider, TestProvider } from './test-provider.js';
export type { TokenRequest } from './token-request.js';
