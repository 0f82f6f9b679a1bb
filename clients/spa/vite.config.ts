import { env } from 'node:process';
import { defineConfig } from 'vite';
import { contentPolicy } from './build/content-policy.js';
import { readVariables, withoutStackTrace } from './build/env-files.js';
import { parseSettings } from './src/config/settings.js';

export default defineConfig(({ mode }) => {
  // Faults stop the build, or the development server, with a message that names the variables.
  const settings = withoutStackTrace(() =>
    parseSettings(readVariables(import.meta.dirname, mode, env)),
  );
  const connectTo = [new URL(settings.apiUrl).origin, settings.authorityHost];
  return {
    // Two development servers, for two providers, do not throw away each other's cache.
    cacheDir: `node_modules/.vite/${settings.identityProvider}`,
    // Read above, once and with better faults.
    envDir: false,
    define: { 'import.meta.env.SETTINGS': JSON.stringify(settings) },
    server: { port: 3000, strictPort: true },
    preview: {
      port: 3000,
      strictPort: true,
      headers: {
        'Content-Security-Policy': "frame-ancestors 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      },
    },
    build: { target: 'es2022', modulePreload: { polyfill: false } },
    plugins: [
      {
        name: 'content-policy',
        transformIndexHtml: (html, { server }) =>
          html.replace('%CONTENT_POLICY%', () =>
            contentPolicy({ connectTo, developmentPort: server?.config.server.port }),
          ),
      },
    ],
  };
});
