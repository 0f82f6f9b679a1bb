import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The files of Swagger UI that the page uses. They change with a new version of the package only. */
const swaggerUiFiles = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** The page's own files, in `documentation-page/`. */
export const pageFiles = [
  'authorization-code.js',
  'documentation.css',
  'icon.svg',
  'layout.js',
  'look.css',
  'named-fields.js',
  'operations.css',
  'operations.js',
  'page.js',
  'pending-sign-in.js',
  'redirect.js',
  'request-snippets.js',
  'responses.js',
  'sign-in-errors.js',
  'sign-in-panel.js',
  'sign-in.js',
  'signed-in-person.js',
  'token-to-try.js',
];

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

const compress = promisify(gzip);

/**
 * Serves the files of the documentation page from memory, compressed and with an entity tag. Read from the
 * disk for each request, they would keep a file open for as long as a client takes to read.
 *
 * @param folder where they are served, without a closing slash
 */
export function serveDocumentationFiles(server: FastifyInstance, folder: string): void {
  const require = createRequire(import.meta.url);
  // `@nestjs/swagger` brings the package, so it is looked for from there.
  const swaggerUi = createRequire(require.resolve('@nestjs/swagger'));
  const source = dirname(swaggerUi.resolve('swagger-ui-dist/package.json'));
  for (const name of swaggerUiFiles) {
    server.get(
      `${folder}/${name}`,
      serveFromMemory(() => join(source, name), 'public, max-age=3600'),
    );
  }
  // Asked for again each time: the files import each other, and must all be of one version.
  for (const name of pageFiles) {
    server.get(
      `${folder}/${name}`,
      serveFromMemory(() => require.resolve(`#documentation-page/${name}`), 'no-cache'),
    );
  }
}

/**
 * A handler that reads and compresses a file when it is first asked for.
 *
 * @param pathOf where the file is
 */
export function serveFromMemory(pathOf: () => string, cacheControl: string) {
  let file: Promise<CachedFile> | undefined;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    file ??= load(pathOf());
    const { type, plain, compressed, etag } = await file;
    void reply
      .type(type)
      .headers({ ETag: etag, 'Cache-Control': cacheControl, Vary: 'Origin, Accept-Encoding' });
    if (request.headers['if-none-match'] === etag) {
      return reply.status(304).send();
    }
    return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      ? reply.header('Content-Encoding', 'gzip').send(compressed)
      : reply.send(plain);
  };
}

interface CachedFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly compressed: Buffer;
  readonly etag: string;
}

async function load(path: string): Promise<CachedFile> {
  const plain = readFileSync(path);
  // Weak, because it is the same for both encodings (RFC 9110 section 8.8.1).
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  const type = mediaTypes[extname(path)] ?? 'application/octet-stream';
  return { type, plain, compressed: await compress(plain), etag };
}
