import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { useRunningApi } from './support/running-api.js';

const running = useRunningApi();

/** An answer as it is sent: fetch would unpack it. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<{ response: IncomingMessage; body: Buffer }>((resolve, reject) => {
    get(running.api.origin + path, { headers }, (response) => {
      buffer(response).then((body) => resolve({ response, body }), reject);
    }).on('error', reject);
  });
}

it.each([
  ['swagger-ui-bundle.js', 'public, max-age=3600'],
  ['swagger-ui.css', 'public, max-age=3600'],
  ['sign-in.js', 'no-cache'],
  ['documentation.css', 'no-cache'],
])(
  'serves %s compressed, to be kept and asked for again by its tag',
  async (file, cacheControl) => {
    const plain = await ask(`/docs/${file}`);
    const packed = await ask(`/docs/${file}`, { 'accept-encoding': 'br, gzip' });
    expect(packed.response.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': cacheControl,
      vary: expect.stringContaining('Accept-Encoding'),
      etag: plain.response.headers.etag,
    });
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    const again = await ask(`/docs/${file}`, {
      'if-none-match': String(plain.response.headers.etag),
    });
    expect(again.response.statusCode).toBe(304);
    expect(again.body).toHaveLength(0);
  },
);

it.each([
  'swagger-ui-standalone-preset.js',
  'tsconfig.json',
  'swagger-ui-bundle.js.map',
  'swagger-ui-es-bundle.js',
  'package.json',
  '../package.json',
])('does not serve what the page does not use: %s', async (file) => {
  expect((await ask(`/docs/${file}`)).response.statusCode).toBe(404);
});
