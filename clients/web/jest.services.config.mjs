import config from './jest.config.mjs';

if (!process.env.TEST_REDIS_URL) {
  throw new Error('Set TEST_REDIS_URL, for example redis://localhost:6379');
}

/** What needs a real Redis: sessions, and processes that share them. */
export default {
  ...config,
  // One test fills Redis with as many sign-ins as it holds, and would push out those of another.
  maxWorkers: 1,
  roots: ['<rootDir>/test/services'],
  testPathIgnorePatterns: [],
};
