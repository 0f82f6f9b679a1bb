import config from '../../../jest.config.mjs';

/** The packed tarball of `src/auth`, and projects outside the checkout that install it from a registry. */
export default {
  ...config,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>'],
  testPathIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  maxWorkers: 1,
  testTimeout: 240_000,
};
