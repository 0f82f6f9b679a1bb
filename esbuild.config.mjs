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
 * Optional packages of Nest that the tests of `src/auth` install and the API does not use. Nest loads those that it
 * finds, which took a quarter of the start, so it finds none of them here.
 */
const leaveOutUnusedPackages = {
  name: 'leave out unused packages',
  setup({ onResolve, onLoad }) {
    const filter = /^@nestjs\/(microservices|platform-express|websockets)(\/|$)/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is left out of the bundle by esbuild.config.mjs`)});`,
    }));
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
  plugins: [leaveOutUnusedPackages, keepMissingPackagesExternal],
  // The first two load files from their own folders: a native library, and scripts for the browser. The others are
  // loaded only where they are configured: tracing, a proxy, and a log for people.
  external: ['better-sqlite3', 'swagger-ui-dist', './tracing/index.js', 'undici', 'pino-pretty'],
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
