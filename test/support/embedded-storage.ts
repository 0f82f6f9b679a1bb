import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from './api.js';
import { startProvider } from './provider.js';
import type { RunningApi } from './running-api.js';

/** A folder for one embedded database, and every API that is started on it. */
export class EmbeddedStorage {
  readonly directory = mkdtempSync(join(tmpdir(), 'tasks-api-storage-'));
  readonly #apis: Api[] = [];
  readonly #connections: Sqlite.Database[] = [];

  constructor(private readonly provider: TestProvider) {}

  get file(): string {
    return join(this.directory, 'tasks.sqlite');
  }

  /** Starts an API on this folder; not yet ready. */
  async start(directory = this.directory): Promise<RunningApi> {
    const api = await Api.start(this.provider, { DATABASE_URL: '', DATA_DIR: directory });
    this.#apis.push(api);
    return { api, provider: this.provider };
  }

  async startReady(): Promise<RunningApi> {
    const running = await this.start();
    await running.api.whenReady();
    return running;
  }

  async stop({ api }: RunningApi): Promise<void> {
    this.#apis.splice(this.#apis.indexOf(api), 1);
    await api.close();
  }

  /** Opens the file as another process would. */
  connect(): Sqlite.Database {
    const connection = new Sqlite(this.file);
    this.#connections.push(connection);
    return connection;
  }

  async remove(): Promise<void> {
    for (const connection of this.#connections) {
      connection.close();
    }
    for (const api of this.#apis) {
      await api.close();
    }
    rmSync(this.directory, { recursive: true });
  }
}

/** Gives every test of a file a folder of its own, with one provider for all. */
export function useEmbeddedStorage(): { readonly storage: EmbeddedStorage } {
  const used: { storage?: EmbeddedStorage } = {};
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  beforeEach(() => {
    used.storage = new EmbeddedStorage(provider);
  });
  afterEach(() => used.storage?.remove());
  afterAll(() => provider.close());
  return used as { readonly storage: EmbeddedStorage };
}
