import root from '../../jest.config.mjs';

/** The root's way to compile, with this client's own tests. The real API is started from sources. */
export default {
  ...root,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testPathIgnorePatterns: ['/node_modules/', '/test/services/'],
  testTimeout: 20_000,
  moduleNameMapper: {
    ...root.moduleNameMapper,
    '^azure-ad-b2c-emulator$': '<rootDir>/../../emulator/src/index.ts',
  },
};
