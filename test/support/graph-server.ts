import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { json } from 'node:stream/consumers';

type Item = Record<string, unknown> & { readonly id: string };

/** What is in the directory of a tenant. */
export type Directory = Record<string, Item[]>;

/** How a script ended, and what it wrote. */
export interface ScriptResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const token = 'a-token-for-microsoft-graph';

/**
 * Stands in for Microsoft Graph and for the Azure CLI that signs in to it. Holds to the rules of Graph
 * that a script could break by being run twice.
 */
export class GraphServer {
  directory: Directory = {};
  /** How many requests changed something, or tried to. */
  changes = 0;
  /** How many service principals are refused because their application is not known everywhere yet. */
  delays = 0;

  readonly #folder = mkdtempSync(join(tmpdir(), 'azure-cli-'));
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async up(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const cli = join(this.#folder, 'az');
    const cloud = JSON.stringify({ endpoints: { microsoftGraphResourceId: `${this.#origin}/` } });
    const account = JSON.stringify({ accessToken: token });
    writeFileSync(
      cli,
      `#!/bin/sh\ncase $1 in cloud) echo '${cloud}';; *) echo '${account}';; esac\n`,
    );
    chmodSync(cli, 0o755);
  }

  async down(): Promise<void> {
    rmSync(this.#folder, { recursive: true });
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Runs a script of docs/setup. */
  run(script: string, ...args: readonly string[]): Promise<ScriptResult> {
    const path = join(__dirname, '../../docs/setup', script);
    const env = { PATH: `${this.#folder}${delimiter}${process.env['PATH']}` };
    return new Promise((resolve) => {
      execFile(process.execPath, [path, ...args], { env }, (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.#origin);
    const [, version, collection = '', id] = url.pathname.split('/');
    const items = this.directory[collection];
    const send = (status: number, body?: unknown) =>
      response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`) {
      return void send(401);
    }
    if (version !== 'v1.0' || !items) {
      return void send(404);
    }
    if (request.method === 'GET') {
      return void send(200, this.#list(items, url));
    }
    this.changes += 1;
    const body = (await json(request)) as Item;
    if (request.method === 'POST') {
      const made = this.#made(collection, items, body);
      return void (typeof made === 'string' ? send(400, made) : send(201, made));
    }
    const item = items.find((candidate) => candidate.id === id);
    if (!item) {
      return void send(404);
    }
    if (losesScope(item, body)) {
      return void send(400, 'CannotDeleteOrUpdateEnabledEntitlement');
    }
    Object.assign(item, body);
    send(204);
  }

  /** Two objects a page, so that a script has to ask again; all at once where there is a filter. */
  #list(items: readonly Item[], url: URL): object {
    const filter = url.searchParams.get('$filter');
    if (filter !== null) {
      return { value: items.filter((item) => matches(item, filter)) };
    }
    const start = Number(url.searchParams.get('$skiptoken') ?? 0);
    url.searchParams.set('$skiptoken', String(start + 2));
    const more = start + 2 < items.length && { '@odata.nextLink': url.href };
    return { value: items.slice(start, start + 2), ...more };
  }

  #made(collection: string, items: Item[], body: Item): Item | string {
    const made: Item = { ...body, id: randomUUID() };
    if (collection === 'applications') {
      made['appId'] = randomUUID();
    }
    if (collection === 'servicePrincipals') {
      this.delays -= 1;
      if (this.delays >= 0) {
        return 'does not reference a valid application';
      }
      if (items.some((other) => other['appId'] === body['appId'])) {
        return 'already in use';
      }
      made['appOwnerOrganizationId'] = this.directory['organization']?.[0]?.id;
    }
    items.push(made);
    return made;
  }
}

function matches(item: Item, filter: string): boolean {
  return filter.split(' and ').every((condition) => {
    const [, name = '', value = ''] = /^(\w+) eq '(.*)'$/.exec(condition) ?? [];
    return item[name] === value.replaceAll("''", "'");
  });
}

/** An enabled scope can be neither removed nor given another id. */
function losesScope(item: Item, change: Item): boolean {
  const scopes = ({ api }: Item) =>
    (api as { oauth2PermissionScopes?: readonly Item[] } | undefined)?.oauth2PermissionScopes;
  const kept = scopes(change) ?? scopes(item) ?? [];
  return (scopes(item) ?? []).some((scope) => !kept.some((other) => other.id === scope.id));
}
