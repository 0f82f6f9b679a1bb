import config from './jest.config.mjs';

/** The image that the Dockerfile makes, as a container: needs test/image/build.mjs first. */
export default {
  ...config,
  maxWorkers: 1,
  roots: ['<rootDir>/test/image'],
  testPathIgnorePatterns: ['/node_modules/'],
};
