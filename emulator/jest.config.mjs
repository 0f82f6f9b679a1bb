// Tests run as CommonJS: @swc/jest compiles them and the packages that ship only ES modules.
const esModulesOnly = [
  'jose',
  'zod',
  'openid-client',
  'oauth4webapi',
  'lru-cache',
  'get-port',
].join('|');

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Left alone, Jest keeps a core free: on two of them it would use one.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  // These run the packed tarball: npm run test:package.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/package/'],
  testRegex: '\\.spec\\.ts$',
  testTimeout: 20_000,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.(ts|m?js)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023', keepClassNames: true },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly})/)`],
};
