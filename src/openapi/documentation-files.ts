import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The files of Swagger UI that its page uses, with their media types. */
const swaggerUiFiles: Readonly<Record<string, string>> = {
  'favicon-16x16.png': 'image/png',
  'favicon-32x32.png': 'image/png',
  'index.css': 'text/css',
  'oauth2-redirect.js': 'text/javascript',
  'swagger-ui-bundle.js': 'text/javascript',
  'swagger-ui-standalone-preset.js': 'text/javascript',
  'swagger-ui.css': 'text/css',
};

/** The files change with a new version of the API only. */
const cacheControl = 'public, max-age=3600';

/** Images are compressed already. */
const isCompressible = (type: string) => type.startsWith('text/');

const compress = promisify(gzip);

/**
 * Serves the files of Swagger UI from memory, compressed and with an entity tag. Read from the disk for each
 * request, they would keep a file open for as long as a client takes to read.
 *
 * @param folder where they are served, without a closing slash
 */
export function serveDocumentationFiles(server: FastifyInstance, folder: string): void {
  const source = swaggerUiFolder();
  for (const [name, type] of Object.entries(swaggerUiFiles)) {
    server.get(`${folder}/${name}`, serveFromMemory(join(source, name), type));
  }
}

/** `@nestjs/swagger` brings the package, so it is looked for from there. */
function swaggerUiFolder(): string {
  const nestSwagger = createRequire(import.meta.url).resolve('@nestjs/swagger');
  return dirname(createRequire(nestSwagger).resolve('swagger-ui-dist/package.json'));
}

/** A handler that reads and compresses the file when it is first asked for. */
function serveFromMemory(path: string, type: string) {
  let file: Promise<CachedFile> | undefined;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    file ??= load(path, type);
    const { plain, compressed, etag } = await file;
    void reply
      .type(type)
      .headers({ ETag: etag, 'Cache-Control': cacheControl, Vary: 'Origin, Accept-Encoding' });
    if (request.headers['if-none-match'] === etag) {
      return reply.status(304).send();
    }
    if (compressed && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      return reply.header('Content-Encoding', 'gzip').send(compressed);
    }
    return reply.send(plain);
  };
}

interface CachedFile {
  readonly plain: Buffer;
  readonly compressed?: Buffer;
  readonly etag: string;
}

async function load(path: string, type: string): Promise<CachedFile> {
  const plain = readFileSync(path);
  // Weak, because it is the same for both encodings (RFC 9110 section 8.8.1).
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  return isCompressible(type)
    ? { plain, compressed: await compress(plain), etag }
    : { plain, etag };
}
