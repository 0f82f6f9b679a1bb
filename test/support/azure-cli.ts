import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Runs scripts of docs/setup with a stand-in for the Azure CLI, against a directory in a file. */
export class AzureCli {
  readonly #folder = mkdtempSync(join(tmpdir(), 'azure-cli-'));
  readonly #state = join(this.#folder, 'directory.json');

  constructor() {
    const cli = join(this.#folder, 'az');
    copyFileSync(join(__dirname, 'graph-stub.mjs'), cli);
    chmodSync(cli, 0o755);
  }

  /** Puts a directory in place: empty, but for what is given. */
  write(content: object = {}): void {
    const empty = { applications: [], servicePrincipals: [], oauth2PermissionGrants: [] };
    writeFileSync(this.#state, JSON.stringify({ delays: 0, calls: [], ...empty, ...content }));
  }

  read(): object {
    return JSON.parse(readFileSync(this.#state, 'utf8')) as object;
  }

  run(script: string, ...args: readonly string[]): SpawnSyncReturns<string> {
    const path = join(__dirname, '../../docs/setup', script);
    return spawnSync(process.execPath, [path, ...args], {
      encoding: 'utf8',
      env: {
        PATH: `${this.#folder}${delimiter}${process.env['PATH']}`,
        GRAPH_STATE: this.#state,
      },
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
