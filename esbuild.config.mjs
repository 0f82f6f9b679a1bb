import { build } from 'esbuild';

/**
 * Nest imports optional packages and works without them. One that is not installed stays an import, which
 * is resolved when the program runs.
 */
const keepMissingPackagesExternal = {
  name: 'keep missing packages external',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'resolving') {
        return undefined;
      }
      const resolved = await resolve(path, { ...from, pluginData: 'resolving' });
      return resolved.errors.length > 0 ? { path, external: true } : resolved;
    });
  },
};

/**
 * Bundles the API and its packages into one file: reading fifteen hundred small files takes more than half
 * of the start. `dist/main.js` stays outside, because it checks the version of Node before it loads the
 * bundle.
 */
await build({
  entryPoints: ['dist/run-api.js'],
  outfile: 'dist/run-api.js',
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  sourcemap: true,
  // Nest finds providers by the names of classes, and the OpenAPI document names schemas by them.
  keepNames: true,
  plugins: [keepMissingPackagesExternal],
  // They load files from their own folders: a native library, and scripts for the browser.
  // Tracing is loaded only where it is configured.
  external: [
    'better-sqlite3',
    'swagger-ui-dist',
    './tracing/index.js',
    // Optional packages of Nest that only the tests of src/auth need, and install.
    '@nestjs/websockets',
    '@nestjs/microservices',
  ],
  // Variables that CommonJS packages expect.
  banner: {
    js: [
      "import { createRequire as createRequireOfBundle } from 'node:module';",
      "import { dirname as dirnameOfBundle } from 'node:path';",
      "import { fileURLToPath as pathOfBundle } from 'node:url';",
      'const require = createRequireOfBundle(import.meta.url);',
      'const __filename = pathOfBundle(import.meta.url);',
      'const __dirname = dirnameOfBundle(__filename);',
    ].join('\n'),
  },
  logLevel: 'warning',
});
