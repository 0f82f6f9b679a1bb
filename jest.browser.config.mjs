import config from './jest.config.mjs';

/** The documentation page and sign-in against the local B2C, in a real Chromium. */
export default {
  ...config,
  maxWorkers: 1,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 30_000,
};
