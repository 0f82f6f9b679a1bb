import config from './jest.config.mjs';

const examples = {
  TEST_DATABASE_URL: 'postgres://user:password@localhost:5432/postgres',
  TEST_REDIS_URL: 'redis://localhost:6379',
};
const missing = Object.keys(examples).filter((name) => !process.env[name]);
if (missing.length > 0) {
  const lines = missing.map((name) => `  ${name}, for example ${examples[name]}`);
  throw new Error(`These tests need real services. Set\n${lines.join('\n')}`);
}

/** Storage against a real PostgreSQL instead of the embedded database, and limits against a real Redis. */
export default {
  ...config,
  maxWorkers: 1,
  roots: ['<rootDir>/test/tasks', '<rootDir>/test/services'],
  testPathIgnorePatterns: ['/node_modules/'],
};
