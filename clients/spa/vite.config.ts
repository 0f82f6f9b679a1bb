import { defineConfig, loadEnv } from 'vite';
import { contentPolicy } from './content-policy.js';
import { parseSettings } from './src/config/settings.js';

export default defineConfig(({ command, mode }) => {
  // Also stops a build whose settings are wrong, with a message that says which.
  const { apiUrl, authorityHost } = parseSettings(loadEnv(mode, import.meta.dirname));
  const policy = contentPolicy({
    connectTo: [new URL(apiUrl).origin, authorityHost],
    development: command === 'serve',
  });
  return {
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
        transformIndexHtml: (html) => html.replace('%CONTENT_POLICY%', () => policy),
      },
    ],
  };
});
