import base from './jest.config.mjs';

/** The packed tarball in a project outside the checkout; needs a build. */
export default {
  ...base,
  roots: ['<rootDir>/test/package'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
