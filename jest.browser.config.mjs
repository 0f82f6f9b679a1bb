import config from './jest.config.mjs';

/** The documentation page and sign-in against the local B2C, in a real Chromium. */
export default {
  ...config,
  // Much of the time is spent waiting: for pages, and for what they do after a while.
  maxWorkers: 3,
  globalSetup: '<rootDir>/test/browser/setup.mjs',
  globalTeardown: '<rootDir>/test/browser/teardown.mjs',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  // axe looks at every page more than once, and three files share a machine.
  testTimeout: 90_000,
};
