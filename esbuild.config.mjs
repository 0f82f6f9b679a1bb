import { build } from 'esbuild';

/**
 * Nest looks for packages that only some applications have, and goes on without them. What is not
 * installed stays an import, to be looked for when the program runs.
 */
const leaveOutWhatIsMissing = {
  name: 'leave out what is missing',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(path, { ...from, pluginData: 'asked' });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

/**
 * Joins the program and its packages in one file. Reading fifteen hundred small ones takes longer than
 * everything else at start together.
 */
await build({
  entryPoints: ['dist/main.js'],
  outfile: 'dist/main.js',
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  // Nest finds providers, and the OpenAPI document names schemas, by the names of classes.
  keepNames: true,
  plugins: [leaveOutWhatIsMissing],
  // The first loads a native library and the second files for the browser, each from its own folder.
  external: ['better-sqlite3', 'swagger-ui-dist'],
  // What CommonJS packages expect to find.
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
