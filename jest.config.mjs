// Tests run as CommonJS: @swc/jest compiles them and the packages that ship only ES modules.
const esModulesOnly = [
  '@nestjs',
  // CommonJS, but with a dynamic import, which Jest cannot run untransformed.
  '@opentelemetry',
  'content-disposition',
  'cookie',
  'get-port',
  'jose',
  // CommonJS, but with a dynamic import, too.
  'mercurius',
  'mime',
  'quick-lru',
  'uuid',
  'zod',
].join('|');

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Left alone, Jest keeps a core free: on two of them it would use one.
  maxWorkers: '100%',
  // Nothing is timed by this: it only ends what hangs, also on a machine that is busy.
  testTimeout: 30_000,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/test/(built|browser|image|services|auth/package)/'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // The sources: tests must not depend on a build of the emulator.
    '^azure-ad-b2c-emulator$': '<rootDir>/emulator/src/index.ts',
  },
  transform: {
    '^.+\\.(ts|[cm]?js)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly})/)`],
};
