export type { TestProviderOptions } from './test-provider.options.js';
export { createTestProvider, TestProvider } from './test-provider.js';
export type { TestTokenOptions } from './test-token.options.js';
