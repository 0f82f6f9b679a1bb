import config from './jest.config.mjs';

/** The built output, as a process of its own: needs `npm run build` first. */
export default {
  ...config,
  roots: ['<rootDir>/test/built'],
  testPathIgnorePatterns: [],
  // What is timed must not be slowed by its neighbours.
  maxWorkers: 1,
};
