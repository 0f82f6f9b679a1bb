import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { defaultClientIds } from 'azure-ad-b2c-emulator';

const run = promisify(execFile);
const clientFolder = join(__dirname, '../../clients/spa');
const vite = join(__dirname, '../../node_modules/vite/bin/vite.js');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The single-page client, built for one set-up and served from an origin of its own. */
export class SinglePageClient {
  #folder = '';
  #server: Server | undefined;

  constructor(readonly port: number) {}

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  async start(apiUrl: string, authorityHost: string): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'single-page-client-'));
    await run(process.execPath, [vite, 'build', '--outDir', this.#folder, '--emptyOutDir'], {
      cwd: clientFolder,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        VITE_TENANT_NAME: 'contoso',
        VITE_CLIENT_ID: defaultClientIds.singlePage,
        VITE_API_CLIENT_ID: defaultClientIds.api,
        VITE_API_URL: apiUrl,
        VITE_AUTHORITY_HOST: authorityHost,
      },
    });
    this.#server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, this.origin);
      const path = pathname === '/' ? '/index.html' : pathname;
      readFile(join(this.#folder, path)).then(
        (file) => response.writeHead(200, { 'content-type': types[extname(path)] }).end(file),
        () => response.writeHead(404).end(),
      );
    }).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }
}
