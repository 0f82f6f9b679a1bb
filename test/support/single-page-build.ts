import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { defaultClientIds } from 'azure-ad-b2c-emulator';

const run = promisify(execFile);
const clientFolder = join(__dirname, '../../clients/spa');
const vite = join(__dirname, '../../node_modules/vite/bin/vite.js');

/** Addresses that a build is made with, in place of those on free ports, which differ in each file. */
const placeholders = {
  VITE_API_URL: 'https://api.placeholder.test',
  VITE_AUTHORITY_HOST: 'https://provider.placeholder.test',
};

/** The single-page client, built for one configuration. */
export class SinglePageBuild {
  private constructor(
    private readonly folder: string,
    private readonly addresses: readonly (readonly [placeholder: string, address: string])[],
  ) {}

  /**
   * Builds the client, once for each configuration: only addresses may differ afterwards.
   *
   * @param variables of the build, besides those of the emulator's default configuration
   */
  static async make(variables: Readonly<Record<string, string>>): Promise<SinglePageBuild> {
    const all: Readonly<Record<string, string>> = {
      VITE_TENANT_NAME: 'contoso',
      VITE_CLIENT_ID: defaultClientIds.singlePage,
      VITE_API_CLIENT_ID: defaultClientIds.api,
      ...variables,
    };
    const built = { ...all, ...placeholders };
    const name = createHash('sha256').update(JSON.stringify(built)).digest('hex').slice(0, 16);
    // Another worker may build the same at this moment.
    const worker = process.env['JEST_WORKER_ID'] ?? '';
    const folder = join(process.env['TEST_BUILDS'] ?? '', `${name}-${worker}`);
    if (!existsSync(join(folder, 'index.html'))) {
      await run(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir'], {
        cwd: clientFolder,
        env: { ...process.env, NODE_ENV: 'production', ...built },
      });
    }
    const addresses = Object.entries(placeholders).map(
      ([variable, placeholder]) => [placeholder, all[variable] ?? placeholder] as const,
    );
    return new SinglePageBuild(folder, addresses);
  }

  /** A file of the build, with the addresses in it. */
  async read(path: string): Promise<string | Buffer> {
    const file = await readFile(join(this.folder, path));
    if (!/^\.(html|js)$/.test(extname(path))) {
      return file;
    }
    return this.addresses.reduce(
      (text, [placeholder, address]) => text.replaceAll(placeholder, address),
      file.toString(),
    );
  }
}
