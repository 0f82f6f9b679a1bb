import config from './jest.config.mjs';

if (!process.env.TEST_DATABASE_URL) {
  throw new Error(
    'Set TEST_DATABASE_URL, for example postgres://user:password@localhost:5432/postgres',
  );
}

/** The behaviour of storage, against a real PostgreSQL instead of the embedded database. */
export default { ...config, roots: ['<rootDir>/test/tasks'] };
