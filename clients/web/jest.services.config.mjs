import config from './jest.config.mjs';

if (!process.env.TEST_REDIS_URL) {
  throw new Error('Set TEST_REDIS_URL, for example redis://localhost:6379');
}

/** What needs a real Redis: two processes that share sessions. */
export default { ...config, roots: ['<rootDir>/test/services'], testPathIgnorePatterns: [] };
