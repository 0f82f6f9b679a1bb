import root from '../../jest.config.mjs';

const [[, swc]] = Object.values(root.transform);

/** Compiles like the root, and components too. What a page shows is tested in a browser, from the root. */
export default {
  ...root,
  roots: ['<rootDir>/src', '<rootDir>/build'],
  // These ship as ES modules only, or first.
  transformIgnorePatterns: ['/node_modules/(?!(@azure|openapi-fetch|preact)/)'],
  transform: {
    ...root.transform,
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        ...swc,
        jsc: {
          ...swc.jsc,
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
      },
    ],
  },
};
